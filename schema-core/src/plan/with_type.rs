//! What goes with the old type of a column, and comes with the new one: it was written for values of that type.

use std::collections::BTreeMap;

use super::PlanInput;
use super::default_timing::{DefaultTiming, default_timing};
use super::type_change::{Assignment, assignment_of, has_to_do_with, type_work};
use crate::diff::row_hint;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Column, Constraint, Index, Table};
use crate::sql::{TypeWork, calls};

/// The CHECKs about a column that are declared otherwise once its type has changed, or no more: as they were, and as they
/// are to be. They change in the statement that changes the type; those of them that cannot are not among them.
pub(super) fn checks_with_type<'a>(
    input: &PlanInput<'a>,
    table: &QualifiedName,
    column: &Ident,
) -> BTreeMap<&'a Ident, (&'a Check, Option<&'a Check>)> {
    let Some(retyped) = Retyped::find(input, table, column) else { return BTreeMap::new() };
    let mut checks = BTreeMap::new();
    if !retyped.is_of_another_kind(input, table) && !retyped.default_waits(input, table) {
        return checks;
    }
    for (name, constraint) in &retyped.before.constraints {
        let Constraint::Check(old) = constraint else { continue };
        let new = match retyped.after.constraints.get(name) {
            Some(Constraint::Check(new)) if new.expression == old.expression => continue,
            Some(Constraint::Check(new)) => Some(new),
            Some(_) => continue,
            None => None,
        };
        if old.expression.columns.contains(column) && retyped.can_go_along(input, table, old, new) {
            checks.insert(name, (old, new));
        }
    }
    checks
}

/// Tells whether all type changes of a table are one statement: one of them writes the rows anew.
pub(super) fn types_change_together(input: &PlanInput<'_>, table: &QualifiedName) -> bool {
    let Some(before) = input.before.tables.get(table) else { return false };
    before.columns.iter().any(|column| {
        Retyped::find(input, table, &column.name).is_some_and(|retyped| retyped.writes_rows(input, table))
    })
}

/// Tells whether an index that goes, or gives way to another one, goes before the type of a column changes: PostgreSQL
/// would build it anew for values that it was not made for. What guards rows, it does not do without.
pub(super) fn goes_before_type(input: &PlanInput<'_>, table: &QualifiedName, index: &Index) -> bool {
    let Some(before) = input.before.tables.get(table) else { return false };
    let needs_it = |column: &Column| {
        let is_over = has_to_do_with(index, &column.name);
        let retyped = if is_over { Retyped::find(input, table, &column.name) } else { None };
        retyped.is_some_and(|retyped| {
            let is_rewritten = index.method.is_some() && retyped.assignment(input) != Assignment::Same;
            is_rewritten || retyped.is_of_another_kind(input, table)
        })
    };
    !index.unique && !index.is_invalid && before.columns.iter().any(needs_it)
}

/// A column whose type changes.
struct Retyped<'a> {
    before: &'a Table,
    after: &'a Table,
    from: &'a Column,
    to: &'a Column,
}

impl<'a> Retyped<'a> {
    fn find(input: &PlanInput<'a>, table: &QualifiedName, column: &Ident) -> Option<Retyped<'a>> {
        let (before, after) = (input.before.tables.get(table)?, input.after.tables.get(table)?);
        let (from, to) = (before.column(column)?, after.column(column)?);
        (from.pg_type != to.pg_type).then_some(Retyped { before, after, from, to })
    }

    fn assignment(&self, input: &PlanInput<'_>) -> Assignment {
        assignment_of(input, &self.from.pg_type, &self.to.pg_type)
    }

    /// What USING gives is of another kind, whatever the types are.
    fn is_of_another_kind(&self, input: &PlanInput<'_>, table: &QualifiedName) -> bool {
        row_hint::using(input.after, table, &self.to.name, &self.from.pg_type).is_some()
            || self.assignment(input) == Assignment::OtherKind
    }

    fn writes_rows(&self, input: &PlanInput<'_>, table: &QualifiedName) -> bool {
        self.is_of_another_kind(input, table)
            || type_work(input, table, self.from, self.to).is_none_or(|work| work == TypeWork::Rewrite)
    }

    /// Tells whether a CHECK keeps the new default, which comes with the type, from coming.
    fn default_waits(&self, input: &PlanInput<'_>, table: &QualifiedName) -> bool {
        let (from, to) = (self.from.default.as_deref(), self.to.default.as_deref());
        from != to && default_timing(input, table, &self.to.name, from, to, |_| false) != Ok(DefaultTiming::Early)
    }

    /// Tells whether all else that the CHECKs are about is there, and stays as it is or changes in the same statement.
    fn can_go_along(&self, input: &PlanInput<'_>, table: &QualifiedName, old: &Check, new: Option<&Check>) -> bool {
        let is_one_statement = types_change_together(input, table);
        let stays = |column: &&Ident| {
            let types = [self.before, self.after].map(|table| table.column(column).map(|column| &column.pg_type));
            **column == self.to.name
                || types[0].is_some() && types[1].is_some() && (types[0] == types[1] || is_one_statement)
        };
        let columns = old.expression.columns.iter().chain(new.into_iter().flat_map(|new| &new.expression.columns));
        let mut routines =
            input.after.routines.iter().filter(|(name, is)| input.before.routines.get(*name) != Some(*is));
        columns.into_iter().all(|column| stays(&column))
            && new.is_none_or(|new| routines.all(|(name, _)| !calls(&new.expression.sql, &name.name)))
    }
}
