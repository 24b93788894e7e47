//! New columns that are NOT NULL with a default that is another value for each row, whoever writes it: the rows that are
//! there get it in batches, as by a hint, where one ALTER TABLE would write them all anew while everybody waits.

use std::borrow::Cow;

use super::default::is_drawn;
use super::usage::{default_of_domain, fires_on_update, has_constraints};
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
    // What a trigger makes of such an UPDATE is to be thought of by somebody, who then says so.
    if !fires_on_update(old).is_empty() {
        return Vec::new();
    }
    let columns = new.columns.iter().filter(|column| old.column(&column.name).is_none());
    let is_computed_from = |column: &Column| {
        // Where it is there already, it is computed before any row is filled.
        let there = new.columns.iter().filter(|other| old.column(&other.name).is_some());
        let mut generated = there.filter_map(|other| other.generated.as_ref());
        generated.any(|generated| generated.expression.columns.contains(&column.name))
    };
    let hint = |column: &Column| {
        let default = column.default.as_ref().filter(|default| is_drawn(default))?;
        let must_have_value = !column.nullable && column.not_valid.is_none();
        // A domain may give it a value as soon as it is added, or let it be added with one alone.
        let is_of_domain =
            default_of_domain(after, &column.pg_type).is_some() || has_constraints(after, &column.pg_type);
        if !must_have_value || is_of_domain || is_computed_from(column) {
            return None;
        }
        let value = Expression::new(default.clone(), Vec::new());
        Some(RowHint::Backfill { table: name.clone(), column: column.name.clone(), value })
    };
    columns.filter_map(hint).collect()
}
