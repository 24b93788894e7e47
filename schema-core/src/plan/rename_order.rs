//! Renames in an order in which each finds its new name free.

use std::collections::{BTreeMap, BTreeSet};

use super::helper_name::replacement_name;
use super::refuse::{Refusal, relation_names};
use crate::diff::Change;
use crate::diff::rename_hint::Hint;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Rename, SchemaModel};

/// A name that one object alone can have.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// Of a table, a sequence or an index, which share one space of names with types.
    Relation(QualifiedName),
    /// Of a constraint of that table.
    Constraint(QualifiedName, Ident),
}

/// A rename, and the names that it is about: a key and its index have the same one.
struct Renaming {
    change: Change,
    from: QualifiedName,
    to: QualifiedName,
    frees: Vec<Name>,
    takes: Vec<Name>,
}

impl Renaming {
    /// The rename that a change is, if it gives such a name.
    fn of(renamed: &SchemaModel, change: &Change) -> Option<Renaming> {
        let (from, to) = match change {
            Change::RenameTable(from, to, _)
            | Change::RenamePartition(_, from, to)
            | Change::RenameType(from, to)
            | Change::RenameSequence(_, from, to) => (from.clone(), to.clone()),
            Change::RenameConstraint(table, from, to)
            | Change::RenameIndex(table, from, to)
            | Change::RenamePart(table, from, to) => (table.sibling(from), table.sibling(to)),
            _ => return None,
        };
        let names = |name: &QualifiedName| match change {
            Change::RenameConstraint(table, _, is) => {
                let constraint = renamed.tables.get(table).and_then(|table| table.constraints.get(is));
                let has_index = constraint.is_some_and(|constraint| constraint.index_options().is_some());
                let index = has_index.then(|| Name::Relation(name.clone()));
                [Name::Constraint(table.clone(), name.name.clone())].into_iter().chain(index).collect()
            }
            _ => vec![Name::Relation(name.clone())],
        };
        let (frees, takes) = (names(&from), names(&to));
        Some(Renaming { change: change.clone(), from, to, frees, takes })
    }

    /// The same rename between other names.
    fn between(&self, from: &QualifiedName, to: &QualifiedName) -> Renaming {
        let named = |names: &[Name], is: &QualifiedName| {
            let name = |name: &Name| match name {
                Name::Relation(_) => Name::Relation(is.clone()),
                Name::Constraint(table, _) => Name::Constraint(table.clone(), is.name.clone()),
            };
            names.iter().map(name).collect()
        };
        Renaming {
            change: renaming(&self.change, from, to),
            from: from.clone(),
            to: to.clone(),
            frees: named(&self.frees, from),
            takes: named(&self.takes, to),
        }
    }
}

/// Puts renames behind those that free their names, where nothing that follows needs them earlier; what waits in a circle
/// goes by way of a name of its own. Returns what remains without a name too. `before` is the model that nothing is
/// renamed in yet, `renamed` the one that the renames leave behind.
pub(super) fn in_order(
    before: &SchemaModel,
    renamed: &SchemaModel,
    changes: Vec<Change>,
) -> (Vec<Change>, Vec<Refusal>) {
    let mut order = Order { taken: taken(before, renamed, &changes), changes: Vec::new(), waiting: Vec::new() };
    let mut refusals = Vec::new();
    for change in changes {
        let is_needed_at_once =
            matches!(change, Change::RenameTable(..) | Change::RenamePartition(..) | Change::RenameType(..));
        match Renaming::of(renamed, &change) {
            None => order.changes.push(change),
            Some(one) if order.is_free(&one) => order.carry_out(one),
            Some(one) if is_needed_at_once => refusals.push(in_the_way(&one.from, &one.to)),
            Some(one) => order.waiting.push(one),
        }
    }
    while let Some(at) = order.waiting.iter().position(|one| order.waits_for_another(one)) {
        let one = order.waiting.remove(at);
        let helper = one.to.sibling(&replacement_name(&one.to.name));
        let away = one.between(&one.from, &helper);
        if !order.is_free(&away) {
            refusals.push(in_the_way(&one.from, &one.to));
            continue;
        }
        order.waiting.push(one.between(&helper, &one.to));
        order.carry_out(away);
    }
    refusals.extend(order.waiting.iter().map(|one| in_the_way(&one.from, &one.to)));
    (order.changes, refusals)
}

/// The names that are taken before the first rename.
fn taken(before: &SchemaModel, renamed: &SchemaModel, changes: &[Change]) -> BTreeSet<Name> {
    // Nobody has declared the parts that partitions have of indexes: those that are renamed are known.
    let parts = changes.iter().filter_map(|change| match change {
        Change::RenamePart(table, from, _) => Some(table.sibling(from)),
        _ => None,
    });
    let old_names: BTreeMap<(&QualifiedName, &Ident), &Ident> = changes
        .iter()
        .filter_map(|change| match change {
            Change::RenameConstraint(table, from, to) => Some(((table, to), from)),
            _ => None,
        })
        .collect();
    // No other table has a constraint that is renamed.
    let tables: BTreeSet<&QualifiedName> = old_names.keys().map(|(table, _)| *table).collect();
    let constraints = tables.into_iter().filter_map(|name| Some((name, renamed.tables.get(name)?)));
    let constraints = constraints.flat_map(|(name, table)| table.constraints.keys().map(move |is| (name, is)));
    let constraints = constraints.map(|(table, is)| {
        let old_name = old_names.get(&(table, is)).copied().unwrap_or(is);
        Name::Constraint(table.clone(), old_name.clone())
    });
    relation_names(before).into_iter().chain(parts).map(Name::Relation).chain(constraints).collect()
}

struct Order {
    taken: BTreeSet<Name>,
    changes: Vec<Change>,
    waiting: Vec<Renaming>,
}

impl Order {
    fn is_free(&self, one: &Renaming) -> bool {
        !one.takes.iter().any(|name| self.taken.contains(name))
    }

    fn waits_for_another(&self, one: &Renaming) -> bool {
        self.waiting.iter().any(|other| other.frees.iter().any(|name| one.takes.contains(name)))
    }

    /// And what has waited for the names that this frees.
    fn carry_out(&mut self, renaming: Renaming) {
        let mut next = Some(renaming);
        while let Some(Renaming { change, frees, takes, .. }) = next {
            for name in &frees {
                self.taken.remove(name);
            }
            self.taken.extend(takes);
            self.changes.push(change);
            let at = self.waiting.iter().position(|one| self.is_free(one));
            next = at.map(|at| self.waiting.remove(at));
        }
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
        _ => unreachable!("tables, partitions and types are refused before"),
    }
}

/// Refuses a hint that another one contradicts.
pub(super) fn claimed_twice(hint: &Rename) -> Refusal {
    let Hint { kind, of, from, to } = Hint::of(hint);
    let of = of.map_or(String::new(), |of| format!(" of {of}"));
    Refusal::Unplannable {
        what: format!("{kind} {to}{of} was {from}, and so was another one"),
        because: "one of them goes on with what is there, and the hints do not say which".to_owned(),
        instead: "leave the hint to that one; the other one is new".to_owned(),
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
