//! Hints on rows: those that say something of the way between two schemas.

use crate::ident::{Ident, QualifiedName};
use crate::model::{Expression, RowHint, SchemaModel};
use crate::types::PgType;

/// Returns the hints that say something: the column has the type that the hint is about, and another one after; or it
/// becomes NOT NULL in a table that is there. What is renamed has its new name in `before` already.
pub fn effective(before: &SchemaModel, after: &SchemaModel) -> Vec<RowHint> {
    let says_something = |hint: &&RowHint| match hint {
        RowHint::Using { table, column, from, .. } => {
            let (old, new) = (before.tables.get(table), after.tables.get(table));
            let old = old.and_then(|table| table.column(column)).map(|column| &column.pg_type);
            let new = new.and_then(|table| table.column(column)).map(|column| &column.pg_type);
            old == Some(from) && new.is_some_and(|new| new != from)
        }
        RowHint::Backfill { table, column, .. } => {
            let (Some(old), Some(new)) = (before.tables.get(table), after.tables.get(table)) else { return false };
            old.column(column).is_none_or(|column| column.nullable)
                && new.column(column).is_some_and(|column| !column.nullable)
        }
    };
    after.row_hints.iter().filter(says_something).cloned().collect()
}

/// A hint on how the values of a column get from one type to another.
pub(crate) struct Using<'a> {
    pub(crate) forth: &'a str,
    pub(crate) back: Option<&'a str>,
}

/// Finds how the values of a column get from a type to its new one.
pub(crate) fn using<'a>(
    after: &'a SchemaModel,
    of: &QualifiedName,
    name: &Ident,
    old_type: &PgType,
) -> Option<Using<'a>> {
    after.row_hints.iter().find_map(|hint| match hint {
        RowHint::Using { table, column, from, forth, back } => {
            let is_about = table == of && column == name && from == old_type;
            is_about.then_some(Using { forth, back: back.as_deref() })
        }
        RowHint::Backfill { .. } => None,
    })
}

/// Finds the value of a column that becomes NOT NULL, in rows where it is NULL.
pub(crate) fn backfill<'a>(after: &'a SchemaModel, of: &QualifiedName, name: &Ident) -> Option<&'a Expression> {
    after.row_hints.iter().find_map(|hint| match hint {
        RowHint::Backfill { table, column, value } => (table == of && column == name).then_some(value),
        RowHint::Using { .. } => None,
    })
}
