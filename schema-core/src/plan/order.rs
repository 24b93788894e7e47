//! Referenced tables before referencing ones; types, sequences and routines before those that need them.

use std::collections::{BTreeMap, BTreeSet};

use super::PlanInput;
use crate::diff::{held_tables, objects_in_order};
use crate::ident::QualifiedName;
use crate::model::{ObjectName, SchemaModel};

/// The place of each table: a table that is referred to, or whose rows a column holds, comes before those that refer to it
/// or hold them, otherwise by name. In a cycle of references the first by name comes first.
pub(super) fn table_order(model: &SchemaModel) -> BTreeMap<QualifiedName, usize> {
    let mut waits_for: BTreeMap<&QualifiedName, BTreeSet<&QualifiedName>> = BTreeMap::new();
    let mut needed_by: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, table) in &model.tables {
        let references = table.foreign_keys().map(|(_, foreign_key)| &foreign_key.references);
        let targets: BTreeSet<&QualifiedName> = references
            .filter(|target| *target != name && model.tables.contains_key(*target))
            .chain(held_tables(model, table))
            .collect();
        for target in &targets {
            needed_by.entry(target).or_default().push(name);
        }
        waits_for.insert(name, targets);
    }
    let mut ready: BTreeSet<&QualifiedName> =
        waits_for.iter().filter(|(_, targets)| targets.is_empty()).map(|(name, _)| *name).collect();
    let mut order = BTreeMap::new();
    while let Some(name) = ready.pop_first().or_else(|| {
        // Only cycles, and what hangs on them, are left; a table that holds rows of another is in none with that.
        let mut left = waits_for.keys().filter(|name| !order.contains_key(**name));
        let is_free =
            |name: &QualifiedName| held_tables(model, &model.tables[name]).all(|held| order.contains_key(held));
        left.find(|name| is_free(name)).copied()
    }) {
        if order.contains_key(name) {
            continue;
        }
        order.insert(name.clone(), order.len());
        waits_for.remove(name);
        for dependent in needed_by.remove(name).unwrap_or_default() {
            if let Some(targets) = waits_for.get_mut(dependent) {
                targets.remove(name);
                if targets.is_empty() {
                    ready.insert(dependent);
                }
            }
        }
    }
    order
}

/// The tables as they are dropped: by name, but one whose rows columns of others hold goes behind these. Foreign keys are
/// gone by then.
pub(super) fn drop_order(model: &SchemaModel) -> Vec<&QualifiedName> {
    fn place<'a>(
        name: &'a QualifiedName,
        holders: &BTreeMap<&'a QualifiedName, Vec<&'a QualifiedName>>,
        seen: &mut BTreeSet<&'a QualifiedName>,
        order: &mut Vec<&'a QualifiedName>,
    ) {
        if !seen.insert(name) {
            return;
        }
        for holder in holders.get(name).into_iter().flatten() {
            place(holder, holders, seen, order);
        }
        order.push(name);
    }
    let mut holders: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, table) in &model.tables {
        for held in held_tables(model, table) {
            holders.entry(held).or_default().push(name);
        }
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::with_capacity(model.tables.len()));
    for name in model.tables.keys() {
        place(name, &holders, &mut seen, &mut order);
    }
    order
}

/// The places of types, sequences and routines: as they are made, from 1 on; of those that go, as they are dropped, up to
/// the last place there is.
pub(super) fn object_order(input: &PlanInput<'_>) -> BTreeMap<ObjectName, usize> {
    let gone = objects_in_order(input.before).into_iter().enumerate();
    let mut order: BTreeMap<ObjectName, usize> = gone.map(|(at, object)| (object, usize::MAX - at)).collect();
    let made = objects_in_order(input.after).into_iter().enumerate();
    order.extend(made.map(|(at, object)| (object, at + 1)));
    order
}
