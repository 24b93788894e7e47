//! The bound of a partition as a CHECK, which keeps ATTACH PARTITION from reading the rows.
//!
//! <https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE>

use super::helper_name::helper_name;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Column, Expression, IndexTerm, PartitionStrategy, SchemaModel};
use crate::types::Builtin;

/// The name of that CHECK.
pub(super) fn bound_check_name(partition: &QualifiedName) -> Ident {
    helper_name(partition.name.as_str(), "bound", "check")
}

/// The CHECK that proves to PostgreSQL that all rows of a table fit a bound. Nothing where that is not known to be enough: a
/// table that is divided by one plain column of a usual type, itself and not in its turn, by values or a range.
pub(super) fn bound_check(
    model: &SchemaModel,
    table: &QualifiedName,
    of: &QualifiedName,
    bound: &str,
) -> Option<Check> {
    let divided = model.tables.get(table).filter(|_| table == of)?;
    let by = &divided.partitioning.as_ref()?.by;
    let [key] = &by.keys[..] else { return None };
    let IndexTerm::Column(column) = &key.term else { return None };
    let is_plain = key.collation.is_none() && key.operator_class.is_none();
    let column = divided.column(column).filter(|column| is_plain && is_usual(column))?;
    let values = bound.strip_prefix("FOR VALUES ")?;
    let condition = match by.strategy {
        PartitionStrategy::List => list(column, values)?,
        PartitionStrategy::Range => range(column, values)?,
        PartitionStrategy::Hash => return None,
    };
    Some(Check::new(Expression::new(condition, vec![column.name.clone()])))
}

/// The types for which a test has seen it.
fn is_usual(column: &Column) -> bool {
    use Builtin::{BigInt, Date, Integer, SmallInt, Text, Timestamp, Timestamptz, Uuid};
    let usual = [BigInt, Date, Integer, SmallInt, Text, Timestamp, Timestamptz, Uuid];
    let builtin = column.pg_type.builtin().filter(|_| !column.pg_type.is_array && column.collation.is_none());
    builtin.is_some_and(|builtin| usual.contains(&builtin))
}

fn list(column: &Column, values: &str) -> Option<String> {
    let Column { name, pg_type, .. } = column;
    let (values, rest) = in_parentheses(values.strip_prefix("IN ")?)?;
    let is_null = |value: &&str| value.eq_ignore_ascii_case("NULL");
    let typed: Vec<String> = values.iter().map(|value| format!("CAST({value} AS {pg_type})")).collect();
    (rest.is_empty() && !values.iter().any(is_null))
        .then(|| format!("{name} IS NOT NULL AND {name} IN ({})", typed.join(", ")))
}

fn range(column: &Column, values: &str) -> Option<String> {
    let Column { name, pg_type, .. } = column;
    let (from, rest) = in_parentheses(values.strip_prefix("FROM ")?)?;
    let (to, rest) = in_parentheses(rest.strip_prefix(" TO ")?)?;
    let ([from], [to], "") = (&from[..], &to[..], rest) else { return None };
    let limit = |operator: &str, value: &str, unlimited: &str| {
        (!value.eq_ignore_ascii_case(unlimited)).then(|| format!("{name} {operator} CAST({value} AS {pg_type})"))
    };
    let limits = [limit(">=", from, "MINVALUE"), limit("<", to, "MAXVALUE")].into_iter().flatten();
    let conditions: Vec<String> = [format!("{name} IS NOT NULL")].into_iter().chain(limits).collect();
    Some(conditions.join(" AND "))
}

/// Takes apart what stands in parentheses at the beginning, and returns what is behind.
fn in_parentheses(text: &str) -> Option<(Vec<&str>, &str)> {
    let inside = text.strip_prefix('(')?;
    let (mut values, mut start, mut is_in_string) = (Vec::new(), 0, false);
    for (at, character) in inside.char_indices() {
        match character {
            '\'' => is_in_string = !is_in_string,
            '(' if !is_in_string => return None,
            ',' | ')' if !is_in_string => {
                values.push(inside[start..at].trim());
                start = at + 1;
                if character == ')' {
                    return Some((values, &inside[start..]));
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_condition() {
        let column = Column::new(Ident::new("c").unwrap(), "date".parse().unwrap());
        let cases = [
            (
                list as fn(&Column, &str) -> Option<String>,
                "IN ('a', 'b,(c')",
                Some("c IS NOT NULL AND c IN (CAST('a' AS date), CAST('b,(c' AS date))"),
            ),
            (list, "IN ('a', NULL)", None),
            (list, "IN (lower('A'))", None),
            (range, "FROM (1) TO (MAXVALUE)", Some("c IS NOT NULL AND c >= CAST(1 AS date)")),
            (
                range,
                "FROM ('it''s') TO ('z')",
                Some("c IS NOT NULL AND c >= CAST('it''s' AS date) AND c < CAST('z' AS date)"),
            ),
            (range, "FROM (MINVALUE) TO (-1)", Some("c IS NOT NULL AND c < CAST(-1 AS date)")),
            (range, "FROM (1, 2) TO (3, 4)", None),
        ];
        for (condition, bound, expected) in cases {
            assert_eq!(condition(&column, bound).as_deref(), expected, "{bound}");
        }
    }
}
