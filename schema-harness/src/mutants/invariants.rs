//! Mutants of an invariant: its trigger gone or disabled, or the rule itself loosened by one word.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Fixed, Invariant, ParentState};
use schema_core::sql::invariant_script;

use crate::matrix::states::{parent_of, states};

use super::make::{Maker, Recipe};

/// The mutants of a table's invariants.
pub(super) fn recipes(maker: &Maker<'_>) -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for (name, invariant) in &maker.definition.invariants {
        let table = maker.table;
        let plain = [
            ("has no trigger", format!("DROP TRIGGER {name} ON {table}")),
            ("is disabled", format!("ALTER TABLE {table} DISABLE TRIGGER {name}")),
        ];
        recipes.extend(plain.map(|(what, sql)| maker.recipe(name, what, sql)));
        for (what, looser) in looser(maker, invariant) {
            recipes.push(maker.recipe(name, &what, invariant_script(table, name, &looser, true)));
        }
        for recipe in recipes.iter_mut().filter(|recipe| recipe.rule == name.as_str()) {
            recipe.others.extend(parent_of(invariant).map(|parent| parent.references.clone()));
        }
    }
    recipes
}

/// Every invariant that allows one thing more, with what that is.
fn looser(maker: &Maker<'_>, invariant: &Invariant) -> Vec<(String, Invariant)> {
    let all = |table: &QualifiedName, column: &Ident| states(maker.subject, table, column);
    match invariant {
        Invariant::Lifecycle { column, initial, transitions } => {
            let states = all(maker.table, column);
            let more_initial = states.iter().filter(|state| !initial.contains(state)).map(|state| {
                let initial = initial.iter().chain([state]).cloned().collect();
                let looser = Invariant::Lifecycle { column: column.clone(), initial, transitions: transitions.clone() };
                (format!("lets rows begin in {state}"), looser)
            });
            let pairs = states.iter().flat_map(|from| states.iter().map(move |to| (from.clone(), to.clone())));
            let missing = pairs.filter(|(from, to)| from != to && !transitions.contains(&(from.clone(), to.clone())));
            let more_transitions = missing.map(|(from, to)| {
                let what = format!("lets {from} become {to}");
                let transitions = transitions.iter().cloned().chain([(from, to)]).collect();
                (what, Invariant::Lifecycle { column: column.clone(), initial: initial.clone(), transitions })
            });
            more_initial.chain(more_transitions).collect()
        }
        Invariant::Immutable(fixed) => {
            unfrozen(fixed).into_iter().map(|(what, fixed)| (what, Invariant::Immutable(fixed))).collect()
        }
        Invariant::Frozen { column, unless, fixed } => {
            let frozen =
                |unless: Vec<String>, fixed: Fixed| Invariant::Frozen { column: column.clone(), unless, fixed };
            let wider = wider(&all(maker.table, column), unless);
            let wider = wider.into_iter().map(|(what, unless)| (what, frozen(unless, fixed.clone())));
            let unfrozen = unfrozen(fixed).into_iter().map(|(what, fixed)| (what, frozen(unless.clone(), fixed)));
            wider.chain(unfrozen).collect()
        }
        Invariant::FrozenWith { parent, fixed } => {
            let frozen = |parent: ParentState, fixed: Fixed| Invariant::FrozenWith { parent, fixed };
            let wider = wider(&all(&parent.references, &parent.column), &parent.values);
            let wider = wider
                .into_iter()
                .map(|(what, values)| (what, frozen(ParentState { values, ..parent.clone() }, fixed.clone())));
            let unfrozen = unfrozen(fixed).into_iter().map(|(what, fixed)| (what, frozen(parent.clone(), fixed)));
            wider.chain(unfrozen).collect()
        }
        Invariant::InsertRequires(parent) => wider(&all(&parent.references, &parent.column), &parent.values)
            .into_iter()
            .map(|(what, values)| (what, Invariant::InsertRequires(ParentState { values, ..parent.clone() })))
            .collect(),
    }
}

/// Each list of states with one more.
fn wider(all: &[String], states: &[String]) -> Vec<(String, Vec<String>)> {
    let more = all.iter().filter(|state| !states.contains(state));
    more.map(|state| (format!("is free in {state} too"), states.iter().chain([state]).cloned().collect())).collect()
}

/// Each set of fixed columns with one less.
fn unfrozen(fixed: &Fixed) -> Vec<(String, Fixed)> {
    let without =
        |columns: &[Ident], column: &Ident| columns.iter().filter(|other| *other != column).cloned().collect();
    let each = fixed.columns.iter().map(|column| {
        let looser = Fixed { columns: without(&fixed.columns, column), clearable: without(&fixed.clearable, column) };
        (format!("does not fix {column}"), looser)
    });
    each.collect()
}
