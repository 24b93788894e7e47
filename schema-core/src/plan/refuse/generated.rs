//! Changes of generated columns that are not planned.

use super::Refusal;
use super::column::{blocking, expression_holder, trigger_or_routine_of, unplannable};
use crate::diff::Change;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, Constraint, ObjectName, SchemaModel};
use crate::plan::PlanInput;
use crate::plan::type_change::{has_to_do_with, is_in_generated};
use crate::plan::usage::has_constraints;

pub(super) fn alter_expression(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    from: &Column,
    to: &Column,
) -> Option<Refusal> {
    let name = &to.name;
    let instead = format!("declare a new column, and drop {name}");
    let is_stored = |column: &Column| column.generated.as_ref().is_some_and(|generated| generated.stored);
    match to.generated {
        None if is_stored(from) => None,
        None => unplannable(
            format!("{table}.{name} cannot become a plain column"),
            "a virtual column has no values that could stay",
            instead,
        ),
        Some(_) if is_stored(to) => blocking(
            input,
            ObjectName::Column(table.clone(), name.clone()),
            format!("the expression of {table}.{name} cannot change while {table} is in use"),
            format!("PostgreSQL writes every row of {table} anew under ACCESS EXCLUSIVE: all reads and writes wait"),
            &instead,
        ),
        Some(_) => {
            let before = input.before.tables.get(table)?;
            if before.constraints.values().any(|constraint| matches!(constraint, Constraint::Check(_))) {
                return unplannable(
                    format!("the expression of {table}.{name} cannot change while {table} has a CHECK"),
                    "PostgreSQL 18 has no SET EXPRESSION of a virtual column then, whatever the check is about",
                    instead,
                );
            }
            let is_held = !to.nullable || expression_holder(before, name).is_some();
            if !is_held {
                return None;
            }
            unplannable(
                format!("the expression of {table}.{name} cannot change"),
                "a check or NOT NULL of the column would have to be proven again under ACCESS EXCLUSIVE",
                instead,
            )
        }
    }
}

/// Refuses to replace a column where something names it: that would go with it.
pub(super) fn replace(input: &PlanInput<'_>, table: &QualifiedName, from: &Column) -> Option<Refusal> {
    let name = &from.name;
    if let Some(holder) = holder(input, table, name) {
        return unplannable(
            format!("{table}.{name} cannot be replaced by a generated column"),
            &format!("{holder} would go with the old one, or keep it from going"),
            format!(
                "drop {holder} in one migration; let the column be computed in the next, and declare {holder} there anew"
            ),
        );
    }
    let object = ObjectName::Column(table.clone(), name.clone());
    let is_lost = from.generated.is_none() && !input.allowed.data_loss.contains(&object.to_string());
    is_lost.then_some(Refusal::ValuesLoss(object))
}

/// Returns what replacing a column has all wait for, beside the loss of its values.
pub(super) fn reads_rows(input: &PlanInput<'_>, change: &Change) -> Option<Refusal> {
    let Change::ReplaceColumn(table, from, to) = change else { return None };
    if holder(input, table, &from.name).is_some() {
        return None;
    }
    let because = if to.generated.as_ref()?.stored {
        format!("PostgreSQL writes every row of {table} anew under ACCESS EXCLUSIVE: all reads and writes wait")
    } else if proves_rows(input.after, to) {
        format!(
            "PostgreSQL proves its NOT NULL in every row of {table} under ACCESS EXCLUSIVE: all reads and writes wait"
        )
    } else {
        return None;
    };
    blocking(
        input,
        ObjectName::Column(table.clone(), from.name.clone()),
        format!("{table}.{} cannot be replaced by a generated column while {table} is in use", from.name),
        because,
        "declare a plain column under another name, and fill it in batches",
    )
}

/// Tells whether PostgreSQL reads every row for the sake of a new virtual column.
pub(in crate::plan) fn proves_rows(after: &SchemaModel, column: &Column) -> bool {
    !column.nullable || has_constraints(after, &column.pg_type)
}

/// What names the column before.
fn holder(input: &PlanInput<'_>, table: &QualifiedName, name: &Ident) -> Option<String> {
    let before = input.before.tables.get(table)?;
    let names_it = |constraint: &Constraint| match constraint {
        Constraint::PrimaryKey(key) | Constraint::Unique(key) => {
            key.columns.contains(name) || key.include.contains(name)
        }
        Constraint::ForeignKey(key) => key.columns.contains(name),
        Constraint::Check(check) => check.expression.columns.contains(name),
        Constraint::Exclusion(exclusion) => has_to_do_with(&exclusion.index, name),
    };
    let constraint = before.constraints.iter().find(|(_, constraint)| names_it(constraint));
    let index = || before.indexes.iter().find(|(_, index)| has_to_do_with(index, name));
    let invariant = || before.invariants.iter().find(|(_, invariant)| invariant.columns().contains(&name));
    let owned = |(table, column): &(QualifiedName, Ident), of: &QualifiedName| table == of && column == name;
    let sequence = || {
        let mut sequences = input.before.sequences.iter();
        sequences.find(|(_, sequence)| sequence.owned_by.as_ref().is_some_and(|by| owned(by, table)))
    };
    let computed = || is_in_generated(before, name).then(|| "the column that is computed from it".to_owned());
    let levels = before.partitioning.iter().flat_map(|partitioning| partitioning.levels());
    let divides = levels.into_iter().any(|by| by.columns().any(|of| of == name));
    constraint
        .map(|(name, _)| format!("constraint {name}"))
        .or_else(|| index().map(|(name, _)| format!("index {name}")))
        .or_else(|| invariant().map(|(name, _)| format!("invariant {name}")))
        .or_else(|| sequence().map(|(name, _)| format!("sequence {name}")))
        .or_else(computed)
        .or_else(|| divides.then(|| format!("the way that {table} is divided in")))
        .or_else(|| trigger_or_routine_of(input, table, name))
}
