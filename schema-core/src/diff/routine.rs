//! Functions and procedures.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use crate::model::{ObjectName, Routine, RoutineName, SchemaModel};
use crate::sql::{is_parsed_at_once, mentions, parsed_text};

/// What is new or other comes in an order in which each finds those that it calls; what is gone, the other way round.
pub(super) fn routines(before: &SchemaModel, after: &SchemaModel, changes: &mut Vec<Change>) {
    for name in in_order(&after.routines) {
        let to = &after.routines[name];
        match before.routines.get(name) {
            None => changes.push(Change::CreateRoutine(name.clone(), to.clone())),
            Some(from) if (&from.definition, &from.needs) != (&to.definition, &to.needs) => {
                changes.push(Change::ReplaceRoutine(name.clone(), from.clone(), to.clone()));
            }
            Some(from) if from.comment != to.comment => {
                let object = ObjectName::Routine(name.clone());
                changes.push(Change::AlterObjectComment(object, from.comment.clone(), to.comment.clone()));
            }
            Some(_) => {}
        }
    }
    for name in in_order(&before.routines).into_iter().rev().filter(|name| !after.routines.contains_key(*name)) {
        changes.push(Change::DropRoutine(name.clone(), before.routines[name].clone()));
    }
}

/// By name, but what a body calls that PostgreSQL parses when it makes the function comes before it.
fn in_order(routines: &BTreeMap<RoutineName, Routine>) -> Vec<&RoutineName> {
    let mut order: Vec<&RoutineName> = Vec::new();
    let mut placed: BTreeSet<&RoutineName> = BTreeSet::new();
    let parsed: BTreeMap<&RoutineName, String> = routines
        .iter()
        .filter(|(_, routine)| is_parsed_at_once(&routine.definition))
        .map(|(name, routine)| (name, parsed_text(&routine.definition)))
        .collect();
    for name in routines.keys() {
        place(name, routines, &parsed, &mut order, &mut placed);
    }
    order
}

fn place<'a>(
    name: &'a RoutineName,
    routines: &'a BTreeMap<RoutineName, Routine>,
    parsed: &BTreeMap<&'a RoutineName, String>,
    order: &mut Vec<&'a RoutineName>,
    placed: &mut BTreeSet<&'a RoutineName>,
) {
    if !placed.insert(name) {
        return;
    }
    if let Some(text) = parsed.get(name) {
        let called = routines.keys().filter(|other| *other != name && mentions(text, other.name.name.as_str()));
        for other in called {
            place(other, routines, parsed, order, placed);
        }
    }
    order.push(name);
}
