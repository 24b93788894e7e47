//! Referenced tables before referencing ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::QualifiedName;
use crate::model::SchemaModel;

/// The place of each table: a table that is referred to comes before those that refer to it, otherwise by name. In a
/// cycle the first by name comes first.
pub(super) fn table_order(model: &SchemaModel) -> BTreeMap<QualifiedName, usize> {
    let mut waits_for: BTreeMap<&QualifiedName, BTreeSet<&QualifiedName>> = BTreeMap::new();
    let mut needed_by: BTreeMap<&QualifiedName, Vec<&QualifiedName>> = BTreeMap::new();
    for (name, table) in &model.tables {
        let targets: BTreeSet<&QualifiedName> = table
            .foreign_keys()
            .map(|(_, foreign_key)| &foreign_key.references)
            .filter(|target| *target != name && model.tables.contains_key(*target))
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
        // Only cycles, and what hangs on them, are left.
        waits_for.keys().find(|name| !order.contains_key(**name)).copied()
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
