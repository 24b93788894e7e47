//! Routines that wait for tables, as one that takes their rows does, and what of tables waits for such routines.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::Ident;
use crate::model::{Constraint, Expression, Index, Routine, RoutineName, Table};
use crate::sql::{calls, text_with_needs};

/// Adds the routines that call one of these where PostgreSQL knows of it: in a default, or in a body that it has parsed.
pub(crate) fn with_callers(
    routines: &BTreeMap<RoutineName, Routine>,
    mut found: BTreeSet<RoutineName>,
) -> BTreeSet<RoutineName> {
    loop {
        if found.is_empty() {
            return found;
        }
        let calls_one = |(name, routine): &(&RoutineName, &Routine)| {
            !found.contains(*name) && calls_any(&text_with_needs(&routine.definition), &found)
        };
        let callers: Vec<RoutineName> = routines.iter().filter(calls_one).map(|(name, _)| name.clone()).collect();
        if callers.is_empty() {
            return found;
        }
        found.extend(callers);
    }
}

/// Tells whether a text calls one of the routines.
pub(crate) fn calls_any(text: &str, routines: &BTreeSet<RoutineName>) -> bool {
    routines.iter().any(|routine| calls(text, &routine.name))
}

/// What of a table calls routines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Callers {
    /// Defaults, by column.
    pub(crate) defaults: Vec<(Ident, String)>,
    /// CHECKs and exclusion constraints.
    pub(crate) constraints: BTreeMap<Ident, Constraint>,
    /// Indexes.
    pub(crate) indexes: BTreeMap<Ident, Index>,
}

impl Callers {
    /// Takes out of a table what calls one of the routines, and can be made on its own.
    pub(crate) fn take(table: &mut Table, routines: &BTreeSet<RoutineName>) -> Callers {
        let mut callers = Callers::default();
        if routines.is_empty() {
            return callers;
        }
        for column in &mut table.columns {
            if let Some(default) = column.default.take_if(|default| calls_any(default, routines)) {
                callers.defaults.push((column.name.clone(), default));
            }
        }
        let calls_one = |expression: &Expression| calls_any(&expression.sql, routines);
        callers.indexes = table.indexes.extract_if(.., |_, index| index.expressions().any(calls_one)).collect();
        let is_caller = |constraint: &Constraint| match constraint {
            Constraint::Check(check) => calls_one(&check.expression),
            Constraint::Exclusion(exclusion) => exclusion.index.expressions().any(calls_one),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) => false,
        };
        callers.constraints = table.constraints.extract_if(.., |_, constraint| is_caller(constraint)).collect();
        callers
    }
}
