//! The state of each rule in the catalog, so that one that is weakened without being dropped shows.

use std::collections::BTreeMap;

use schema_core::ident::Ident;
use schema_core::model::Table;

use super::attempt::{Attempt, Kind};

/// The attempt of lines that the catalog answers.
pub(super) const STATE: &str = "state";

/// One line for each constraint, unique index and trigger.
pub(super) fn attempts(table: &Table) -> Vec<Attempt> {
    let indexes = table.indexes.iter().filter(|(_, index)| index.unique).map(|(name, _)| name);
    let names = table.constraints.keys().chain(indexes).chain(table.invariants.keys());
    let state = |name: &Ident| Attempt {
        rule: name.as_str().to_owned(),
        text: STATE.to_owned(),
        kind: Kind::State,
        restricts: false,
        values: BTreeMap::new(),
    };
    names.map(state).collect()
}
