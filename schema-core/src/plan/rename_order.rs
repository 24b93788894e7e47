//! Renames in an order in which each finds its new name free.

use std::collections::BTreeSet;

use super::helper_name::replacement_name;
use super::refuse::{Refusal, relation_names};
use crate::diff::Change;
use crate::ident::QualifiedName;
use crate::model::SchemaModel;

/// The rename of a table, a sequence or an index, which share one space of names with types.
struct Renaming {
    change: Change,
    from: QualifiedName,
    to: QualifiedName,
}

/// Puts renames behind those that free their names, where nothing that follows needs them earlier; what waits in a circle
/// goes by way of a name of its own. Returns what remains without a name too. `before` is the model that nothing is
/// renamed in yet, `renamed` the one that the renames leave behind.
pub(super) fn in_order(
    before: &SchemaModel,
    renamed: &SchemaModel,
    changes: Vec<Change>,
) -> (Vec<Change>, Vec<Refusal>) {
    // Nobody has declared the parts that partitions have of indexes: those that are renamed are known.
    let parts = changes.iter().filter_map(|change| match change {
        Change::RenamePart(table, from, _) => Some(table.sibling(from)),
        _ => None,
    });
    let taken = relation_names(before).into_iter().chain(parts).collect();
    let mut order = Order { taken, changes: Vec::new(), waiting: Vec::new() };
    let mut refusals = Vec::new();
    for change in changes {
        let Some((from, to)) = names(renamed, &change) else {
            order.changes.push(change);
            continue;
        };
        let is_needed_at_once = matches!(change, Change::RenameTable(..) | Change::RenamePartition(..));
        match order.taken.contains(&to) {
            true if is_needed_at_once => refusals.push(in_the_way(&from, &to)),
            true => order.waiting.push(Renaming { change, from, to }),
            false => order.carry_out(Renaming { change, from, to }),
        }
    }
    while let Some(at) = order.waiting.iter().position(|one| order.waiting.iter().any(|other| other.from == one.to)) {
        let one = order.waiting.remove(at);
        let helper = one.to.sibling(&replacement_name(&one.to.name));
        if order.taken.contains(&helper) {
            refusals.push(in_the_way(&one.from, &one.to));
            continue;
        }
        order.waiting.push(Renaming {
            change: renaming(&one.change, &helper, &one.to),
            from: helper.clone(),
            to: one.to.clone(),
        });
        order.carry_out(Renaming { change: renaming(&one.change, &one.from, &helper), from: one.from, to: helper });
    }
    refusals.extend(order.waiting.iter().map(|one| in_the_way(&one.from, &one.to)));
    (order.changes, refusals)
}

struct Order {
    taken: BTreeSet<QualifiedName>,
    changes: Vec<Change>,
    waiting: Vec<Renaming>,
}

impl Order {
    /// And what has waited for the name that this frees.
    fn carry_out(&mut self, renaming: Renaming) {
        let mut next = Some(renaming);
        while let Some(Renaming { change, from, to }) = next {
            self.taken.remove(&from);
            self.taken.insert(to);
            self.changes.push(change);
            let at = self.waiting.iter().position(|one| one.to == from);
            next = at.map(|at| self.waiting.remove(at));
        }
    }
}

/// The old name and the new one, where they are a relation's.
fn names(renamed: &SchemaModel, change: &Change) -> Option<(QualifiedName, QualifiedName)> {
    match change {
        Change::RenameTable(from, to, _)
        | Change::RenamePartition(_, from, to)
        | Change::RenameSequence(_, from, to) => Some((from.clone(), to.clone())),
        Change::RenameConstraint(table, from, to) => {
            let constraint = renamed.tables.get(table)?.constraints.get(to)?;
            constraint.index_options().map(|_| (table.sibling(from), table.sibling(to)))
        }
        Change::RenameIndex(table, from, to) | Change::RenamePart(table, from, to) => {
            Some((table.sibling(from), table.sibling(to)))
        }
        _ => None,
    }
}

/// The same rename between other names.
fn renaming(change: &Change, from: &QualifiedName, to: &QualifiedName) -> Change {
    match change {
        Change::RenameSequence(of, ..) => Change::RenameSequence(of.clone(), from.clone(), to.clone()),
        Change::RenameConstraint(table, ..) => {
            Change::RenameConstraint(table.clone(), from.name.clone(), to.name.clone())
        }
        Change::RenameIndex(table, ..) => Change::RenameIndex(table.clone(), from.name.clone(), to.name.clone()),
        Change::RenamePart(table, ..) => Change::RenamePart(table.clone(), from.name.clone(), to.name.clone()),
        _ => unreachable!("tables and partitions are refused before"),
    }
}

fn in_the_way(from: &QualifiedName, to: &QualifiedName) -> Refusal {
    Refusal::Unplannable {
        what: format!(
            "{from} cannot be called {to}: something else has the name until the migration drops or renames it"
        ),
        because: "what is called otherwise gets its new name before all else, and before anything is dropped"
            .to_owned(),
        instead: "give it another name, or do it in two migrations: first free the name, then use it".to_owned(),
    }
}
