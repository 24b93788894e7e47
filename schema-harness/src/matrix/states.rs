//! The states of a table's rows, and the state that other rows have to be in so that a row may be made or changed.

use std::collections::BTreeMap;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Fixed, Invariant, ParentState};
use schema_core::sql::literal;

use super::Subject;

/// What is done to a row whose parents are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// It is made.
    Insert,
    /// It is changed or deleted.
    Change,
}

/// The value, as SQL, that a row's own state column begins with; `None` for other columns.
pub(super) fn initial_state(subject: &Subject, table: &QualifiedName, column: &Ident) -> Option<String> {
    let definition = subject.table(table);
    let default = definition.column(column).and_then(|column| column.default.clone());
    let mut is_state = false;
    for invariant in definition.invariants.values() {
        match invariant {
            Invariant::Lifecycle { column: state, initial, .. } if state == column => {
                let initial: Vec<String> = initial.iter().map(|state| literal(state)).collect();
                let default = default.clone().filter(|default| initial.contains(default));
                return default.or_else(|| initial.into_iter().next());
            }
            Invariant::Frozen { column: state, .. } if state == column => is_state = true,
            _ => {}
        }
    }
    if !is_state {
        return None;
    }
    default.or_else(|| states(subject, table, column).first().map(|state| literal(state)))
}

/// All states that a column can hold: the enum's values, else those that invariants name.
pub(crate) fn states(subject: &Subject, table: &QualifiedName, column: &Ident) -> Vec<String> {
    if let Some(values) = subject.values.get(&(table.clone(), column.clone())) {
        return values.clone();
    }
    let mut named: Vec<String> = Vec::new();
    let mut name = |state: &String| {
        if !named.contains(state) {
            named.push(state.clone());
        }
    };
    for (owner, definition) in &subject.model.tables {
        for invariant in definition.invariants.values() {
            match invariant {
                Invariant::Lifecycle { column: state, initial, transitions } if owner == table && state == column => {
                    initial.iter().for_each(&mut name);
                    transitions.iter().flat_map(|(from, to)| [from, to]).for_each(&mut name);
                }
                Invariant::Frozen { column: state, unless, .. } if owner == table && state == column => {
                    unless.iter().for_each(&mut name);
                }
                Invariant::FrozenWith { parent, .. } | Invariant::InsertRequires(parent)
                    if parent.references == *table && parent.column == *column =>
                {
                    parent.values.iter().for_each(&mut name);
                }
                _ => {}
            }
        }
    }
    named
}

/// A state that each referenced row has to be in, by table and state column.
pub(super) fn required(
    subject: &Subject,
    table: &QualifiedName,
    deed: Deed,
) -> BTreeMap<(QualifiedName, Ident), String> {
    let mut allowed: BTreeMap<(QualifiedName, Ident), Vec<String>> = BTreeMap::new();
    for invariant in subject.table(table).invariants.values() {
        let parent = match invariant {
            Invariant::FrozenWith { parent, .. } => parent,
            Invariant::InsertRequires(parent) if deed == Deed::Insert => parent,
            _ => continue,
        };
        let values =
            allowed.entry((parent.references.clone(), parent.column.clone())).or_insert_with(|| parent.values.clone());
        if values.iter().any(|value| parent.values.contains(value)) {
            values.retain(|value| parent.values.contains(value));
        }
    }
    allowed.into_iter().filter_map(|(parent, values)| Some((parent, values.into_iter().next()?))).collect()
}

/// The columns that an invariant fixes.
pub(super) fn fixed(invariant: &Invariant) -> Option<&Fixed> {
    match invariant {
        Invariant::Immutable(fixed) | Invariant::Frozen { fixed, .. } | Invariant::FrozenWith { fixed, .. } => {
            Some(fixed)
        }
        Invariant::Lifecycle { .. } | Invariant::InsertRequires(_) => None,
    }
}

/// The other row that an invariant looks at.
pub(crate) fn parent_of(invariant: &Invariant) -> Option<&ParentState> {
    match invariant {
        Invariant::FrozenWith { parent, .. } | Invariant::InsertRequires(parent) => Some(parent),
        Invariant::Lifecycle { .. } | Invariant::Immutable(_) | Invariant::Frozen { .. } => None,
    }
}
