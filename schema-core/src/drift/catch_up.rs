//! What a database lacks, as the schema that it would have with it.

use std::collections::BTreeMap;

use super::compare::{Drift, Finding, Status};
use crate::ident::QualifiedName;
use crate::model::{ObjectName, Partitioning, SchemaModel, Table, Validity};

/// A schema to migrate to, and what is left aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatchUp {
    /// What is there, with what is missing.
    pub target: SchemaModel,
    /// What stands in the way: another object of the same name, which only a plan that replaces it brings to what is
    /// declared.
    pub differing: Vec<Differing>,
}

/// An object that is another one than the declared one of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Its name.
    pub object: ObjectName,
    /// As declared.
    pub declared: String,
    /// As it is there.
    pub found: String,
}

/// What a catch-up is made of.
pub struct CatchUpInput<'a> {
    /// What is there, as its server prints it.
    pub found: &'a SchemaModel,
    /// What is declared, as a server of the same major prints it.
    pub declared: &'a SchemaModel,
    /// What is declared, as it is written: what is new is made of that, so that a reviewer knows it again.
    pub written: &'a SchemaModel,
    /// How they differ.
    pub drift: &'a Drift,
    /// Whether what differs is replaced too.
    pub replace: bool,
}

/// Adds what is missing to what is there; validates what is not validated, and builds anew what is invalid. What is not
/// declared stays, and so does what has another name. What differs is replaced where that is asked for, and reported
/// otherwise.
pub fn catch_up(input: &CatchUpInput<'_>) -> CatchUp {
    let mut target = input.found.clone();
    let mut differing = Vec::new();
    for Finding { object, status, .. } in &input.drift.findings {
        match status {
            Status::Missing { .. } => add(object, input, &mut target),
            Status::Weak { .. } | Status::Comment { .. } => put(object, input.declared, &mut target),
            Status::Renamed { found, .. } => strengthen(found, &mut target),
            Status::Different { .. } if input.replace && is_same_kind(object, input) => {
                put(object, input.declared, &mut target);
            }
            Status::Different { declared, found } => {
                let (object, declared, found) = (object.clone(), declared.clone(), found.clone());
                differing.push(Differing { object, declared, found });
            }
            Status::Unexpected { .. } => {}
        }
    }
    target.row_hints.clone_from(&input.written.row_hints);
    CatchUp { target, differing }
}

/// Tells whether both are tables, or both partitions: one does not become the other by being replaced.
fn is_same_kind(object: &ObjectName, input: &CatchUpInput<'_>) -> bool {
    match object {
        ObjectName::Table(name) => input.found.tables.contains_key(name) == input.declared.tables.contains_key(name),
        _ => true,
    }
}

/// Adds what is missing as it is written; an invariant's function and trigger, which are written as one, as they are
/// printed.
fn add(object: &ObjectName, input: &CatchUpInput<'_>, target: &mut SchemaModel) {
    put(object, input.declared, target);
    put(object, input.written, target);
    if let ObjectName::Table(name) = object
        && let (Some(table), Some(printed)) = (target.tables.get_mut(name), input.declared.tables.get(name))
    {
        table.invariants.clear();
        table.triggers.clone_from(&printed.triggers);
    }
}

/// Gives a schema an object of another, in place of the one of its name. Where the other has none, nothing happens.
fn put(object: &ObjectName, from: &SchemaModel, to: &mut SchemaModel) {
    match object {
        ObjectName::Namespace(name) => copy(&from.namespaces, &mut to.namespaces, name),
        // What belongs to a type comes with it.
        ObjectName::Type(name) | ObjectName::Attribute(name, _) | ObjectName::DomainCheck(name, _) => {
            copy(&from.types, &mut to.types, name);
        }
        ObjectName::Sequence(name) => copy(&from.sequences, &mut to.sequences, name),
        ObjectName::Extension(name) => copy(&from.extensions, &mut to.extensions, name),
        ObjectName::Routine(name) => copy(&from.routines, &mut to.routines, name),
        ObjectName::Table(name) => put_table(name, from, to),
        ObjectName::Column(table, name) => {
            let Some((from, to)) = both(table, from, to) else { return };
            let Some(column) = from.column(name) else { return };
            match to.columns.iter_mut().find(|there| there.name == *name) {
                Some(there) => there.clone_from(column),
                None => to.columns.push(column.clone()),
            }
        }
        ObjectName::Constraint(table, name) => {
            let Some((from, to)) = both(table, from, to) else { return };
            copy(&from.constraints, &mut to.constraints, name);
        }
        ObjectName::Index(table, name) => {
            let Some((from, to)) = both(table, from, to) else { return };
            copy(&from.indexes, &mut to.indexes, name);
        }
        ObjectName::Trigger(table, name) => {
            let Some((from, to)) = both(table, from, to) else { return };
            copy(&from.triggers, &mut to.triggers, name);
        }
        // A catalog knows them as triggers and functions.
        ObjectName::Invariant(..) => {}
    }
}

fn both<'a>(
    table: &QualifiedName,
    from: &'a SchemaModel,
    to: &'a mut SchemaModel,
) -> Option<(&'a Table, &'a mut Table)> {
    Some((from.tables.get(table)?, to.tables.get_mut(table)?))
}

fn copy<K: Ord + Clone, V: Clone>(from: &BTreeMap<K, V>, to: &mut BTreeMap<K, V>, name: &K) {
    if let Some(value) = from.get(name) {
        to.insert(name.clone(), value.clone());
    }
}

/// A table that is new comes with all that belongs to it; of one that is there, what belongs to it is looked at on its own.
fn put_table(name: &QualifiedName, from: &SchemaModel, to: &mut SchemaModel) {
    let Some(table) = from.tables.get(name) else { return put_partition(name, from, to) };
    let Some(there) = to.tables.get_mut(name) else {
        to.tables.insert(name.clone(), table.clone());
        return;
    };
    there.comment.clone_from(&table.comment);
    there.options.clone_from(&table.options);
    there.unlogged = table.unlogged;
    let by = |table: &Table| table.partitioning.as_ref().map(|partitioning| partitioning.by.clone());
    if by(there) != by(table) {
        there.partitioning.clone_from(&table.partitioning);
    }
}

fn put_partition(name: &QualifiedName, from: &SchemaModel, to: &mut SchemaModel) {
    for (of, table) in &from.tables {
        let placed = table.partitions(of);
        let Some(placed) = placed.into_iter().find(|placed| placed.name == name) else { continue };
        let Some(there) = to.tables.get_mut(of).and_then(|table| table.partitioning.as_mut()) else { continue };
        let siblings = match placed.of == of {
            true => Some(there),
            false => there.find_mut(placed.of).and_then(|above| above.partitioning.as_mut()),
        };
        let Some(Partitioning { partitions, .. }) = siblings else { continue };
        let below = partitions.get(name).and_then(|there| there.partitioning.clone());
        let mut partition = placed.partition.clone();
        // Partitions of one that is there are looked at on their own.
        if below.is_some() {
            partition.partitioning = below;
        }
        partitions.insert(name.clone(), partition);
        return;
    }
}

/// Has what is there under another name do all that it is there for.
fn strengthen(object: &ObjectName, target: &mut SchemaModel) {
    match object {
        ObjectName::Constraint(table, name) => {
            let constraints = target.tables.get_mut(table).map(|table| &mut table.constraints);
            if let Some(constraint) = constraints.and_then(|constraints| constraints.get_mut(name)) {
                *constraint = constraint.with_validity(Validity::Valid);
            }
        }
        ObjectName::Index(table, name) => {
            let indexes = target.tables.get_mut(table).map(|table| &mut table.indexes);
            if let Some(index) = indexes.and_then(|indexes| indexes.get_mut(name)) {
                index.is_invalid = false;
            }
        }
        _ => {}
    }
}
