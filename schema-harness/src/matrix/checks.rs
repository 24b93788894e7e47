//! CHECK constraints: rows at the bound, and one step behind it.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Check, Constraint, Expression, Invariant};
use schema_core::sql::literal;
use schema_core::types::{Builtin, PgType};

use super::MatrixError;
use super::attempt::Attempt;
use super::builder::Builder;
use super::candidates::{Found, Search};
use super::columns::{checks, default_of, type_of, unique_sets};
use super::completion::wanted;
use super::row::{self, Row};
use super::states::Deed;
use super::values::{self, Tag};
use super::variants::{Variant, variants};

/// What users are told to write.
const MISSING: &str = "write #[check(..., counterexample = \"column = value, ...\")]";

/// The attempts that probe a table's CHECK constraints.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let mut attempts = Vec::new();
    for (name, constraint) in &builder.table(table).constraints {
        let Constraint::Check(check) = constraint else { continue };
        let probe = Probe { builder, table, name, check };
        attempts.extend(match builder.subject.enum_of(table, check) {
            Some((column, allowed)) => probe.of_enum(column, allowed).await?,
            None => probe.of_condition().await?,
        });
    }
    Ok(attempts)
}

/// A value that is none of an enum's.
pub(crate) fn stranger(allowed: &[String]) -> String {
    let mut stranger = "none of them".to_owned();
    while allowed.contains(&stranger) {
        stranger.push('!');
    }
    stranger
}

struct Probe<'a> {
    builder: &'a Builder<'a>,
    table: &'a QualifiedName,
    name: &'a Ident,
    check: &'a Check,
}

/// One of the two ways to a neighbouring value, or any other value.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
    Other,
}

impl Probe<'_> {
    async fn of_enum(&self, column: &Ident, allowed: &[String]) -> Result<Vec<Attempt>, MatrixError> {
        let base = self.builder.world.row(self.table, Tag::C);
        let pinned = Row::from([(column.clone(), literal(&stranger(allowed)))]);
        let found = self.builder.complete(self.table, base, &pinned, Some(self.name)).await?;
        let mut attempts = vec![self.insert(found.unwrap_or(pinned.clone()), &pinned)];
        for value in allowed {
            if self.begins_elsewhere(column, value) {
                continue;
            }
            let pinned = Row::from([(column.clone(), literal(value))]);
            attempts.push(match self.builder.complete(self.table, base, &pinned, None).await? {
                Ok(found) => self.insert(found, &pinned),
                Err(_) => Attempt::impossible(
                    self.name,
                    format!("insert with {}", row::describe(&pinned)),
                    "no row with this value satisfies the table's other CHECK constraints",
                ),
            });
        }
        Ok(attempts)
    }

    /// Tells whether a lifecycle forbids a row to begin with the value; its own lines show that.
    fn begins_elsewhere(&self, column: &Ident, value: &String) -> bool {
        self.builder.table(self.table).invariants.values().any(|invariant| {
            matches!(invariant, Invariant::Lifecycle { column: state, initial, .. }
                if state == column && !initial.contains(value))
        })
    }

    async fn of_condition(&self) -> Result<Vec<Attempt>, MatrixError> {
        let (mut inside, mut outside): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
        let given = self.builder.subject.counterexamples.get(&(self.table.clone(), self.name.clone()));
        if let Some(text) = given {
            outside.push(self.read(text)?);
        }
        for column in &self.check.expression.columns {
            let ways: &[Way] = match values::step(&type_of(self.builder.subject, self.table, column)) {
                Some(_) => &[Way::Down, Way::Up],
                None => &[Way::Other],
            };
            for way in ways {
                let Some((row, neighbour)) = self.bound(column, *way).await? else { continue };
                let mut behind = row.clone();
                behind.insert(column.clone(), neighbour);
                inside.push(row);
                if given.is_none() {
                    outside.push(behind);
                }
            }
        }
        if outside.is_empty() {
            outside.extend(self.violation().await?);
        }
        let mut rows: Vec<Row> = outside.into_iter().chain(inside).collect();
        for variant in variants(&self.check.expression.sql) {
            rows.extend(self.telling(&variant, &rows).await?);
        }
        let mut attempts: Vec<Attempt> = Vec::new();
        for values in rows {
            let attempt = self.insert(values.clone(), &values);
            if attempts.iter().all(|other| other.text != attempt.text) {
                attempts.push(attempt);
            }
        }
        if attempts.is_empty() {
            attempts.push(Attempt::impossible(self.name, "insert of a row that violates it", MISSING));
        }
        Ok(attempts)
    }

    /// Inserts the row with other values; foreign keys and triggers that these values would disturb are set aside.
    fn insert(&self, values: Row, shown: &Row) -> Attempt {
        let planted = self.builder.world.planted(self.table, Tag::C);
        let changed: Vec<&Ident> = values
            .iter()
            .filter(|(column, value)| planted.row.get(*column) != Some(value))
            .map(|(column, _)| column)
            .collect();
        let mut triggers = self.builder.triggers_of(self.table, &changed, Deed::Insert, None);
        let lifecycles = self.builder.table(self.table).invariants.iter().filter(|(_, invariant)| {
            matches!(invariant, Invariant::Lifecycle { column, initial, .. }
                if values.get(column).is_some_and(|value| !initial.iter().any(|state| literal(state) == *value)))
        });
        triggers.extend(lifecycles.map(|(name, _)| name));
        let row = self.builder.child_with(self.table, &values);
        let attempt = self
            .builder
            .draft()
            .open(self.table, Deed::Insert)
            .plant_before(planted)
            .aside_keys(self.table, &self.taken(&row))
            .aside_foreign_keys(self.table, &self.builder.foreign_keys_of(self.table, &changed, None))
            .aside_triggers(self.table, &triggers)
            .act(self.name, format!("insert with {}", row::describe(shown)), row::insert(self.table, &row));
        Attempt { values: shown.clone(), ..attempt }
    }

    /// The rules that keep the row apart from those that are there; what a predicate says of it is left to luck.
    fn taken(&self, row: &Row) -> Vec<&Ident> {
        let others = [Tag::A, Tag::B].map(|tag| self.builder.world.row(self.table, tag));
        let is_taken = |columns: &[Ident]| others.iter().any(|other| row::share(row, other, columns));
        let sets = unique_sets(self.builder.table(self.table));
        sets.into_iter().filter(|set| set.predicate.is_none() && is_taken(&set.columns)).map(|set| set.name).collect()
    }

    /// Searches a row that satisfies the CHECK and its neighbour that does not.
    async fn bound(&self, column: &Ident, way: Way) -> Result<Option<(Row, String)>, MatrixError> {
        let columns = self.columns();
        let place = columns.iter().position(|(name, ..)| name == column).unwrap_or_default();
        let pg_type = type_of(self.builder.subject, self.table, column);
        let step = values::step(&pg_type).unwrap_or_default();
        let beside = match way {
            Way::Up => format!("c{place}.{column} + {step}"),
            Way::Down => format!("c{place}.{column} - {step}"),
            Way::Other => "v.candidate".to_owned(),
        };
        let others = match way {
            Way::Up | Way::Down => "(VALUES (0)) AS v (place)".to_owned(),
            Way::Other => {
                let list: Vec<String> = columns[place]
                    .2
                    .iter()
                    .enumerate()
                    .map(|(place, candidate)| format!("({place}, CAST({candidate} AS {pg_type}))"))
                    .collect();
                format!("(VALUES {}) AS v (place, candidate)", list.join(", "))
            }
        };
        let names: Vec<String> = columns
            .iter()
            .enumerate()
            .map(
                |(at, (name, ..))| {
                    if name == column { format!("{beside} AS {name}") } else { format!("c{at}.{name} AS {name}") }
                },
            )
            .collect();
        let kept: Vec<String> = self.others().map(|(_, other)| format!("({}) IS NOT FALSE", other.sql)).collect();
        let neighbour = format!(
            "SELECT n.{column} FROM {others} CROSS JOIN LATERAL (SELECT {}) AS n WHERE ({}) IS FALSE AND {}{} ORDER BY v.place LIMIT 1",
            names.join(", "),
            self.check.expression.sql,
            values::in_range(&pg_type, &format!("n.{column}")),
            kept.iter().map(|kept| format!(" AND {kept}")).collect::<String>(),
        );
        let mut conditions = vec![format!("({}) IS TRUE", self.check.expression.sql)];
        conditions.extend(kept);
        conditions.push(format!("EXISTS ({neighbour})"));
        let search = Search { columns, conditions, also: Some(format!("({neighbour})")) };
        Ok(match search.run(self.builder.client).await? {
            Found::Row(row, Some(text)) => Some((self.only_own(row), literal_of(&pg_type, &text))),
            _ => None,
        })
    }

    /// Searches any row that violates the CHECK and no other.
    async fn violation(&self) -> Result<Option<Row>, MatrixError> {
        let mut conditions = vec![format!("({}) IS FALSE", self.check.expression.sql)];
        conditions.extend(self.others().map(|(_, other)| format!("({}) IS NOT FALSE", other.sql)));
        let search = Search { columns: self.columns(), conditions, also: None };
        Ok(match search.run(self.builder.client).await? {
            Found::Row(row, _) => Some(self.only_own(row)),
            _ => None,
        })
    }

    /// Searches a row that tells the CHECK from a variant of it, unless one of those that are there does.
    async fn telling(&self, variant: &Variant, rows: &[Row]) -> Result<Option<Row>, MatrixError> {
        let differs = format!("(({}) IS NOT FALSE) <> (({}) IS NOT FALSE)", self.check.expression.sql, variant.sql);
        let mut conditions = vec![differs];
        conditions.extend(self.others().map(|(_, other)| format!("({}) IS NOT FALSE", other.sql)));
        for row in rows {
            let given = |(column, pg_type, list): (Ident, PgType, Vec<String>)| {
                let value = row.get(&column).cloned();
                (column, pg_type, value.map_or(list, |value| vec![value]))
            };
            let columns = self.columns().into_iter().map(given).collect();
            let search = Search { columns, conditions: conditions.clone(), also: None };
            if let Found::Row(..) = search.run(self.builder.client).await? {
                return Ok(None);
            }
        }
        let search = Search { columns: self.columns(), conditions, also: None };
        Ok(match search.run(self.builder.client).await? {
            Found::Row(row, _) => Some(self.only_own(row)),
            _ => None,
        })
    }

    /// The table's other CHECK constraints that share a column.
    fn others(&self) -> impl Iterator<Item = (&Ident, &Expression)> {
        let shares =
            |other: &Expression| other.columns.iter().any(|column| self.check.expression.columns.contains(column));
        checks(self.builder.table(self.table)).filter(move |(name, other)| *name != self.name && shares(other))
    }

    /// The CHECK's columns with their candidates, and with one value each those that the other CHECK constraints need.
    fn columns(&self) -> Vec<(Ident, PgType, Vec<String>)> {
        let subject = self.builder.subject;
        let base = self.builder.world.row(self.table, Tag::C);
        let own = &self.check.expression;
        let text: String =
            self.others().map(|(_, other)| other.sql.as_str()).chain([own.sql.as_str()]).collect::<Vec<_>>().join(" ");
        let mut columns: Vec<_> = own
            .columns
            .iter()
            .map(|column| {
                let mut list = wanted(subject, self.table, base, column, &own.columns, &text);
                // What a call returns may be another value each time; the matrix is to be the same.
                let call = default_of(subject, self.table, column).filter(|default| default[1..].contains('('));
                list.retain(|candidate| Some(candidate) != call.as_ref());
                (column.clone(), type_of(subject, self.table, column), list)
            })
            .collect();
        for (_, other) in self.others() {
            for column in &other.columns {
                if columns.iter().all(|(name, ..)| name != column) {
                    let value = base.get(column).cloned().or_else(|| default_of(subject, self.table, column));
                    let value = value.unwrap_or_else(|| "NULL".to_owned());
                    columns.push((column.clone(), type_of(subject, self.table, column), vec![value]));
                }
            }
        }
        columns
    }

    fn only_own(&self, row: Row) -> Row {
        row.into_iter().filter(|(column, _)| self.check.expression.columns.contains(column)).collect()
    }

    /// Reads `amount = -1, unit = 'kg'`.
    fn read(&self, text: &str) -> Result<Row, MatrixError> {
        let wrong = || MatrixError::Counterexample {
            table: self.table.clone(),
            check: self.name.clone(),
            text: text.to_owned(),
        };
        let mut row = Row::new();
        for part in split(text) {
            let (column, value) = part.split_once('=').ok_or_else(wrong)?;
            let column = Ident::new(column.trim().trim_matches('"')).map_err(|_| wrong())?;
            if self.builder.table(self.table).column(&column).is_none() || value.trim().is_empty() {
                return Err(wrong());
            }
            row.insert(column, value.trim().to_owned());
        }
        Ok(row)
    }
}

/// What the server printed, as a constant of the type.
fn literal_of(pg_type: &PgType, text: &str) -> String {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b".-".contains(&byte));
    match pg_type.builtin() {
        Some(Builtin::Boolean) => text.to_owned(),
        Some(Builtin::Text | Builtin::Varchar | Builtin::Char) => literal(text),
        _ if is_number && !text.is_empty() && text.matches('-').count() < 2 => text.to_owned(),
        _ => literal(text),
    }
}

/// Splits at the commas that stand outside of quotes and parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut quoted, mut start) = (0_i32, false, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counterexamples_are_split_at_their_commas() {
        assert_eq!(split("a = -1, b = 'x, y', c = f(1, 2)"), ["a = -1", " b = 'x, y'", " c = f(1, 2)"]);
    }
}
