//! Primary keys, unique constraints and unique indexes.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Deferrable, Expression};
use schema_core::types::Builtin;

use super::MatrixError;
use super::attempt::Attempt;
use super::builder::Builder;
use super::columns::{key_columns, type_of, unique_sets};
use super::completion::Completion;
use super::row::{self, Row};
use super::states::Deed;
use super::values::Tag;
use super::variants::{Variant, variants};

/// The attempts that probe what is unique.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let definition = builder.table(table);
    let mut attempts = Vec::new();
    for (name, key) in definition.keys() {
        let same = values_of(builder, table, &key.columns);
        let clash = Clash { builder, table, name, columns: &key.columns, change: Row::new(), own: same.clone() };
        let text = format!("insert with {} of another row", list(&key.columns));
        attempts.push(clash.attempt(text.clone()));
        attempts.extend(clash.deferred(key.deferrable, &text));
        for column in key.columns.iter().filter(|column| is_nullable(builder, table, column)) {
            attempts.push(with_null(builder, table, name, &same, column));
        }
    }
    for (name, index) in definition.indexes.iter().filter(|(_, index)| index.unique) {
        let columns = key_columns(index);
        if let Some(predicate) = &index.predicate {
            attempts.extend(partial(builder, table, name, &columns, predicate).await?);
            continue;
        }
        let text = format!("insert with {} of another row", list(&columns));
        let same = values_of(builder, table, &columns);
        let clash = Clash { builder, table, name, columns: &columns, change: Row::new(), own: same.clone() };
        attempts.push(clash.attempt(text));
        if index.nulls_not_distinct {
            for column in columns.iter().filter(|column| is_nullable(builder, table, column)) {
                attempts.push(with_null(builder, table, name, &same, column));
            }
        }
    }
    Ok(attempts)
}

/// Two rows with the same key, both inside of the predicate and both outside.
pub(super) async fn partial(
    builder: &Builder<'_>,
    table: &QualifiedName,
    name: &Ident,
    columns: &[Ident],
    predicate: &Expression,
) -> Result<Vec<Attempt>, MatrixError> {
    let clash = |(change, of_own): (Row, Row), text: String| {
        let own = values_of(builder, table, columns).into_iter().chain(of_own).collect();
        Clash { builder, table, name, columns, change, own }.attempt(text)
    };
    let text = |word: &str| format!("insert with {} of another row, both {word} of the predicate", list(columns));
    let mut attempts = Vec::new();
    for (place, word) in [(Place::Inside, "inside"), (Place::Outside, "outside")] {
        attempts.push(match place.find(builder, table, columns, predicate).await? {
            Some(found) => clash(found, text(word)),
            None => Attempt::impossible(name, text(word), format!("no row {word} of the predicate was found")),
        });
    }
    for variant in variants(&predicate.sql) {
        for (place, word) in [(Place::InsideBut(&variant), "inside"), (Place::OutsideBut(&variant), "outside")] {
            if let Some(found) = place.find(builder, table, columns, predicate).await? {
                attempts.push(clash(found, format!("{} by {} alone", text(word), variant.without)));
            }
        }
    }
    Ok(attempts)
}

/// Where two rows stand.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// In the predicate.
    Inside,
    /// Out of it.
    Outside,
    /// In the predicate, and out of a variant of it.
    InsideBut(&'a Variant),
    /// Out of the predicate, and in a variant of it.
    OutsideBut(&'a Variant),
}

impl Place<'_> {
    /// Searches what the world's row and the inserted one need to stand there.
    pub(super) async fn find(
        self,
        builder: &Builder<'_>,
        table: &QualifiedName,
        columns: &[Ident],
        predicate: &Expression,
    ) -> Result<Option<(Row, Row)>, MatrixError> {
        // Written so that NULL does not count as met: conditions of a search hold unless they are false.
        let wanted = match self {
            Place::Inside => format!("({}) IS TRUE", predicate.sql),
            Place::Outside => format!("({}) IS NOT TRUE", predicate.sql),
            Place::InsideBut(variant) => format!("({}) IS TRUE AND ({}) IS NOT TRUE", predicate.sql, variant.sql),
            Place::OutsideBut(variant) => format!("({}) IS NOT TRUE AND ({}) IS TRUE", predicate.sql, variant.sql),
        };
        let extra = [(wanted, predicate.columns.clone())];
        let free = |column: &Ident| !columns.contains(column) && builder.is_free(table, column);
        let mut found = Vec::new();
        for tag in [Tag::A, Tag::P] {
            let row = builder.world.row(table, tag);
            let none = Row::new();
            let completion = Completion { table, row, pinned: &none, extra: &extra, skip: None, all: false };
            found.extend(completion.run(builder.client, builder.subject, &free).await?);
        }
        let mut found = found.into_iter();
        Ok(found.next().zip(found.next()))
    }
}

/// A row that meets one of the world's in a rule on both.
pub(super) struct Clash<'a> {
    pub(super) builder: &'a Builder<'a>,
    pub(super) table: &'a QualifiedName,
    pub(super) name: &'a Ident,
    /// Those of the rule.
    pub(super) columns: &'a [Ident],
    /// What the world's row is given first.
    pub(super) change: Row,
    /// What the inserted row is given.
    pub(super) own: Row,
}

impl Clash<'_> {
    /// Inserts the row.
    pub(super) fn attempt(&self, text: String) -> Attempt {
        let Clash { builder, table, name, .. } = self;
        let row = self.row();
        let other = builder.world.row(table, Tag::A);
        // Not the row that other attempts insert: it refers to the world's row of its own table, and is not to refer to
        // itself.
        let planted = builder.world.planted(table, Tag::P);
        let equal = |row: &Row, columns: &[Ident]| row::share(row, other, columns);
        // What the two rows come to share; what they shared before, a predicate keeps apart.
        let sets = unique_sets(builder.table(table));
        let overlapping: Vec<&Ident> = sets
            .iter()
            .filter(|set| set.name != *name && equal(&row, &set.columns) && !equal(&planted.row, &set.columns))
            .map(|set| set.name)
            .collect();
        let linked: Vec<&Ident> =
            self.columns.iter().filter(|column| row.get(*column) != planted.row.get(*column)).collect();
        builder
            .draft()
            .open(table, Deed::Insert)
            .plant_before(planted)
            .change(table, other, &self.change)
            .aside_keys(table, &overlapping)
            .aside_foreign_keys(table, &builder.foreign_keys_of(table, &linked, None))
            .act(name, text, row::insert(table, &row))
    }

    /// Takes the row away again before a rule that can wait is checked, if it waits: by itself, or because it is told to.
    pub(super) fn deferred(&self, deferrable: Deferrable, text: &str) -> Vec<Attempt> {
        if deferrable == Deferrable::Not {
            return Vec::new();
        }
        let text = format!("{text}, and delete it again");
        let Some(delete) = self.delete() else {
            return vec![Attempt::impossible(self.name, text, "no column tells the two rows apart")];
        };
        let mut attempts = vec![self.attempt(text.clone()).then(delete.clone())];
        if deferrable == Deferrable::InitiallyImmediate {
            let set = format!("SET CONSTRAINTS {} DEFERRED", self.table.sibling(self.name));
            attempts.push(self.attempt(format!("{text}, told to wait")).then(delete).after(set));
        }
        attempts
    }

    fn row(&self) -> Row {
        let mut row = self.builder.world.row(self.table, Tag::P).clone();
        row.extend(self.own.clone());
        row
    }

    /// Deletes the inserted row, and not the one it meets.
    fn delete(&self) -> Option<String> {
        let (row, other) = (self.row(), self.builder.world.row(self.table, Tag::A));
        let has_equality = |column: &Ident| {
            let builtin = type_of(self.builder.subject, self.table, column).builtin();
            !matches!(builtin, Some(Builtin::Json | Builtin::Xml | Builtin::Point))
        };
        let differs = |(column, value): &(&Ident, &String)| {
            *value != "NULL" && other.get(*column) != Some(*value) && has_equality(column)
        };
        let different: Vec<(&Ident, &String)> = row.iter().filter(differs).collect();
        (!different.is_empty()).then(|| format!("DELETE FROM {} WHERE {}", self.table, row::equal(different)))
    }
}

/// Two rows with the same key but for NULL in one column, which is equal to nothing.
fn with_null(builder: &Builder<'_>, table: &QualifiedName, name: &Ident, same: &Row, column: &Ident) -> Attempt {
    let null = Row::from([(column.clone(), "NULL".to_owned())]);
    let mut own = same.clone();
    own.extend(null.clone());
    let columns: Vec<Ident> = same.keys().filter(|other| *other != column).cloned().collect();
    let of_another = if columns.is_empty() { String::new() } else { format!("{} of another row, ", list(&columns)) };
    let text = format!("insert with {of_another}{column} NULL in both");
    Clash { builder, table, name, columns: &columns, change: null, own }.attempt(text)
}

pub(super) fn values_of(builder: &Builder<'_>, table: &QualifiedName, columns: &[Ident]) -> Row {
    let row = builder.world.row(table, Tag::A);
    columns.iter().filter_map(|column| Some((column.clone(), row.get(column)?.clone()))).collect()
}

fn is_nullable(builder: &Builder<'_>, table: &QualifiedName, column: &Ident) -> bool {
    builder.table(table).column(column).is_some_and(|column| column.nullable)
}

pub(super) fn list(columns: &[Ident]) -> String {
    columns.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
