//! New columns that are NOT NULL with a default that PostgreSQL would compute for each row: the rows that are there get it in
//! batches, as by a hint, where one ALTER TABLE would write them all anew while everybody waits.

use std::borrow::Cow;

use super::default::{is_evaluated_once, is_null};
use super::usage::{default_of_domain, domain_without_null};
use crate::ident::QualifiedName;
use crate::model::{Column, Expression, RowHint, SchemaModel, Table};

/// Adds to the wanted model the hints that its defaults stand for.
pub(super) fn filled_by_default<'a>(before: &SchemaModel, mut after: Cow<'a, SchemaModel>) -> Cow<'a, SchemaModel> {
    let tables = after.tables.iter().filter_map(|(name, table)| Some((name, before.tables.get(name)?, table)));
    let hints = tables.flat_map(|(name, old, new)| hints(&after, name, old, new)).collect::<Vec<_>>();
    if !hints.is_empty() {
        // What is said comes first, and counts.
        after.to_mut().row_hints.extend(hints);
    }
    after
}

fn hints(after: &SchemaModel, name: &QualifiedName, old: &Table, new: &Table) -> Vec<RowHint> {
    let columns = new.columns.iter().filter(|column| old.column(&column.name).is_none());
    let hint = |column: &Column| {
        let default = column.default.as_ref().filter(|default| !is_null(default) && !is_evaluated_once(default))?;
        let must_have_value = !column.nullable && column.not_valid.is_none();
        // Its domain gives it a value as soon as it is added, or lets it be added with one alone.
        let of_domain = default_of_domain(after, &column.pg_type).is_some_and(|default| !is_null(default));
        if !must_have_value || of_domain || domain_without_null(after, &column.pg_type).is_some() {
            return None;
        }
        let value = Expression::new(default.clone(), Vec::new());
        Some(RowHint::Backfill { table: name.clone(), column: column.name.clone(), value })
    };
    columns.filter_map(hint).collect()
}
