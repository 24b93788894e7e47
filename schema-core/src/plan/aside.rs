//! Names that something new needs while what has them goes, which it does behind all that is new: an index or a constraint
//! that goes is called otherwise meanwhile.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use super::helper_name::helper_name;
use super::proof::{index_that_becomes_key, key_index};
use super::refuse::{has_constraint, names_of_parts, relation_names};
use super::usage::references_to;
use super::{Allowed, PlanInput};
use crate::diff::{Change, replaced_primary_key};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, Index, IndexTerm, SchemaModel, Table};

/// Renames what goes and has a name that something new needs. `before` is the model in which what is declared to be renamed
/// has its new name.
pub(super) fn set_aside<'a>(
    before: Cow<'a, SchemaModel>,
    after: &SchemaModel,
    changes: &mut Vec<Change>,
) -> Cow<'a, SchemaModel> {
    let mut model = before;
    for rename in renames(&model, after) {
        let tables = &mut model.to_mut().tables;
        match &rename {
            Change::RenameConstraint(table, from, to) => {
                tables.entry(table.clone()).and_modify(|table| move_to(&mut table.constraints, from, to));
            }
            Change::RenameIndex(table, from, to) => {
                tables.entry(table.clone()).and_modify(|table| move_to(&mut table.indexes, from, to));
            }
            _ => unreachable!("only indexes and constraints are set aside"),
        }
        changes.push(rename);
    }
    model
}

fn move_to<V>(objects: &mut BTreeMap<Ident, V>, from: &Ident, to: &Ident) {
    if let Some(object) = objects.remove(from) {
        objects.insert(to.clone(), object);
    }
}

fn renames(before: &SchemaModel, after: &SchemaModel) -> Vec<Change> {
    let input = &PlanInput { before, after, origins: &BTreeMap::new(), allowed: &Allowed::default() };
    let going = going(input);
    if going.is_empty() {
        return Vec::new();
    }
    let names = |model: &SchemaModel| relation_names(model).into_iter().chain(names_of_parts(model)).collect();
    let (there, needed): (BTreeSet<QualifiedName>, BTreeSet<QualifiedName>) = (names(before), names(after));
    let has_constraint = |model: &SchemaModel, table: &QualifiedName, name: &Ident| {
        model.tables.get(table).is_some_and(|table| has_constraint(table, name))
    };
    let mut renames = Vec::new();
    for Going { table, name, is } in going {
        let is_constraint = matches!(is, Kind::Constraint(_));
        let is_needed = is.index().is_some() && needed.contains(&table.sibling(name))
            || is_constraint && has_constraint(after, table, name);
        let aside = helper_name(name.as_str(), "", "old");
        let is_free = || {
            let relation = table.sibling(&aside);
            ![&there, &needed].iter().any(|names| names.contains(&relation))
                && ![before, after].iter().any(|model| has_constraint(model, table, &aside))
        };
        if !is_needed || is.index().is_some_and(|index| carries_references(input, table, &index)) || !is_free() {
            continue;
        }
        let (table, name) = (table.clone(), name.clone());
        renames.push(match is {
            Kind::Constraint(_) => Change::RenameConstraint(table, name, aside),
            Kind::Index(_) => Change::RenameIndex(table, name, aside),
        });
    }
    renames
}

/// An index or a constraint that goes, or gives way to something of another kind.
struct Going<'a> {
    table: &'a QualifiedName,
    name: &'a Ident,
    is: Kind<'a>,
}

enum Kind<'a> {
    Index(&'a Index),
    Constraint(&'a Constraint),
}

impl Kind<'_> {
    /// The index that has the name too.
    fn index(&self) -> Option<Cow<'_, Index>> {
        match self {
            Kind::Index(index) => Some(Cow::Borrowed(index)),
            Kind::Constraint(Constraint::PrimaryKey(key) | Constraint::Unique(key)) => Some(Cow::Owned(key_index(key))),
            Kind::Constraint(Constraint::Exclusion(exclusion)) => Some(Cow::Borrowed(&exclusion.index)),
            Kind::Constraint(Constraint::Check(_) | Constraint::ForeignKey(_)) => None,
        }
    }
}

fn going<'a>(input: &PlanInput<'a>) -> Vec<Going<'a>> {
    let mut going = Vec::new();
    // What a partitioned table has goes by names of its parts too.
    for (table, old) in input.before.tables.iter().filter(|(_, table)| table.partitioning.is_none()) {
        let new = input.after.tables.get(table);
        let becomes_key = |name: &Ident| match new.and_then(|new| new.constraints.get(name)) {
            Some(Constraint::PrimaryKey(key) | Constraint::Unique(key)) => {
                index_that_becomes_key(input, table, name, key).is_some()
            }
            _ => false,
        };
        let is_declared = |name: &Ident| new.is_some_and(|new| new.indexes.contains_key(name));
        let indexes = old.indexes.iter().filter(|(name, _)| !is_declared(name) && !becomes_key(name));
        let stays = |name: &Ident, constraint| new.is_some_and(|new| stays(old, new, name, constraint));
        let constraints = old.constraints.iter().filter(|(name, constraint)| !stays(name, constraint));
        going.extend(indexes.map(|(name, index)| Going { table, name, is: Kind::Index(index) }));
        going.extend(constraints.map(|(name, constraint)| Going { table, name, is: Kind::Constraint(constraint) }));
    }
    // What a table has that becomes a partition goes on as a part of what its new table has.
    if !going.is_empty() {
        let tables = input.after.tables.iter();
        let placed = tables.flat_map(|(name, table)| table.partitions(name).into_iter().map(|placed| placed.name));
        let partitions: BTreeSet<&QualifiedName> = placed.collect();
        going.retain(|going| !partitions.contains(going.table));
    }
    going
}

/// Tells whether a constraint of the name and the kind is declared, or another primary key takes its place.
fn stays(old: &Table, new: &Table, name: &Ident, constraint: &Constraint) -> bool {
    let is_replaced = || replaced_primary_key(old, new).is_some_and(|((replaced, _), _)| replaced == name);
    new.constraints.get(name).is_some_and(|new| discriminant(new) == discriminant(constraint)) || is_replaced()
}

/// Tells whether foreign keys may rest on a unique index: then it does not go.
fn carries_references(input: &PlanInput<'_>, table: &QualifiedName, index: &Index) -> bool {
    let columns = index.keys.iter().filter_map(|key| match &key.term {
        IndexTerm::Column(column) => Some(column),
        IndexTerm::Expression(_) => None,
    });
    let columns: Vec<&Ident> = columns.collect();
    let is_referenced = |model| references_to(model, table, columns.iter().copied()).next().is_some();
    index.unique && [input.before, input.after].into_iter().any(is_referenced)
}
