//! Names that a migration needs while something else has them.

use std::collections::BTreeSet;

use super::Refusal;
use crate::diff::Change;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, SchemaModel, Sequence, Table, UserTypeKind, partition_names};
use crate::plan::PlanInput;
use crate::plan::bound::bound_check_name;
use crate::plan::helper_name::replacement_name;
use crate::plan::part::{Label, indexes, parts};
use crate::plan::proof::{index_that_becomes_key, key_index, not_null_proof_name};
use crate::plan::usage::sequence_of_identity;
use crate::sql::{IndexPart, identity_sequence, is_constraint_trigger};

/// Names that the migration needs while something else still has them.
pub(super) fn in_the_way(input: &PlanInput<'_>, changes: &[Change]) -> Vec<Refusal> {
    let (before, after) = (input.before, input.after);
    let mut refusals = Vec::new();
    let mut relations = relation_names(before);
    relations.extend(names_of_parts(before));
    let mut needs = |table: &QualifiedName, name: &Ident, is_relation: bool| {
        let relation = table.sibling(name);
        let constraint_is_there =
            before.tables.get(table).is_some_and(|table| has_constraint(table, name)) && !is_relation;
        let not_null_is_there = input.has_not_null_called(table, name);
        if (is_relation && relations.contains(&relation)) || constraint_is_there || not_null_is_there {
            refusals.push(taken(&relation));
        }
    };
    for change in changes {
        match change {
            Change::CreateTable(name, table) => {
                needs(name, &name.name, true);
                for index in index_names(table) {
                    needs(name, index, true);
                }
                for placed in table.partitions(name) {
                    needs(placed.name, &placed.name.name, true);
                }
                for sequence in identity_sequences(name, table) {
                    needs(name, &sequence.name, true);
                }
            }
            // Under its usual name PostgreSQL would give it another one, and fails under one of its own.
            Change::AddColumn(table, column) => {
                if let Some(identity) = &column.identity {
                    needs(table, &identity_sequence(table, &column.name, identity).name, true);
                }
            }
            Change::AlterIdentity(table, old, column) => {
                if let (None, Some(identity)) = (&old.identity, &column.identity) {
                    let sequence = identity_sequence(table, &column.name, identity);
                    if sequence_of_identity(before, after, table, &column.name) != Some(&sequence) {
                        needs(table, &sequence.name, true);
                    }
                }
            }
            Change::AddPartition(_, _, name, partition) => {
                needs(name, &name.name, true);
                let below = partition.partitioning.iter().flat_map(|partitioning| partitioning.placed(name));
                for placed in below {
                    needs(placed.name, &placed.name.name, true);
                }
            }
            // That of an identity column has the name; why the column keeps it is said elsewhere.
            Change::CreateSequence(_, sequence) if is_identity(before, sequence) => {}
            Change::CreateSequence(name, _) => needs(name, &name.name, true),
            Change::DropSequence(name, sequence) if is_identity(after, sequence) => {
                needs(name, &replacement_name(&name.name), true);
            }
            Change::AddConstraint(table, name, Constraint::Unique(key) | Constraint::PrimaryKey(key))
                if index_that_becomes_key(input, table, name, key).is_some() => {}
            Change::AddIndex(table, name, _)
            | Change::AddConstraint(
                table,
                name,
                Constraint::Unique(_) | Constraint::PrimaryKey(_) | Constraint::Exclusion(_),
            ) => {
                needs(table, name, true);
                for part in parts_of(before, change) {
                    needs(&part.table, &part.name, true);
                }
            }
            Change::ReplaceIndex(_, _, from, _) if from.is_invalid => {}
            Change::ReplaceIndex(table, name, ..)
            | Change::ReplaceConstraint(table, name, _, Constraint::Unique(_) | Constraint::Exclusion(_)) => {
                needs(table, &replacement_name(name), true);
                for part in parts_of(before, change) {
                    needs(&part.table, &part.name, true);
                }
            }
            Change::ReplaceConstraint(table, name, ..) => needs(table, &replacement_name(name), false),
            Change::AddConstraint(table, name, Constraint::Check(_) | Constraint::ForeignKey(_)) => {
                needs(table, name, false);
            }
            Change::AddTrigger(table, name, trigger) if is_constraint_trigger(&trigger.definition) => {
                needs(table, name, false);
            }
            Change::ReplacePrimaryKey(table, (from, _), (to, _)) if from == to => {
                needs(table, &replacement_name(to), true);
            }
            Change::ReplacePrimaryKey(table, _, (to, _)) => needs(table, to, true),
            Change::DetachPartition(_, _, table, _) | Change::AttachPartition(_, _, table, _) => {
                needs(table, &bound_check_name(table), false);
            }
            Change::SetNotNull(table, column) => needs(table, &not_null_proof_name(table, column), false),
            _ => {}
        }
    }
    // What is declared under a helper's name would be in the way as well.
    let declared_relations = relation_names(after);
    for change in changes {
        if let Change::ReplaceConstraint(table, name, ..)
        | Change::ReplaceIndex(table, name, ..)
        | Change::ReplacePrimaryKey(table, _, (name, _)) = change
        {
            let helper = replacement_name(name);
            let constraints = after.tables.get(table).map(|table| &table.constraints);
            let is_taken = constraints.is_some_and(|constraints| constraints.contains_key(&helper))
                || declared_relations.contains(&table.sibling(&helper));
            if is_taken {
                refusals.push(Refusal::Unplannable {
                    what: format!("{name} of {table} cannot be replaced: {helper} is declared too"),
                    because: "the replacement has that name until the old one is dropped".to_owned(),
                    instead: format!("give {helper} another name"),
                });
            }
        }
    }
    refusals.extend(changes.iter().flat_map(domain_checks_in_the_way));
    refusals.extend(types_in_the_way(before, &relations, changes));
    refusals
}

fn taken(name: &QualifiedName) -> Refusal {
    Refusal::Unplannable {
        what: format!("{name} cannot be made: something else has the name until the migration drops it"),
        because: "what is new is made before what is old is dropped".to_owned(),
        instead: "give the new one another name, or do it in two migrations; if a table was renamed, say so: #[table(was = \"...\")]".to_owned(),
    }
}

/// A table has a type of its name, and a composite type is a relation as well.
fn types_in_the_way(before: &SchemaModel, relations: &BTreeSet<QualifiedName>, changes: &[Change]) -> Vec<Refusal> {
    let partitions = partition_names(before);
    let with_row_type = |name: &QualifiedName| before.tables.contains_key(name) || partitions.contains(name);
    let is_taken = |change: &Change| match change {
        Change::CreateType(name, is) => {
            let is_relation = matches!(is.is, UserTypeKind::Composite(_));
            (with_row_type(name) || (is_relation && relations.contains(name))).then(|| taken(name))
        }
        _ => None,
    };
    changes.iter().filter_map(is_taken).collect()
}

/// A CHECK of a domain that is replaced under its own name has a helper's name meanwhile.
fn domain_checks_in_the_way(change: &Change) -> Vec<Refusal> {
    let Change::AlterType(domain, from, to) = change else { return Vec::new() };
    let (UserTypeKind::Domain(from), UserTypeKind::Domain(to)) = (&from.is, &to.is) else { return Vec::new() };
    let mut refusals = Vec::new();
    for (name, check) in &to.checks {
        let helper = replacement_name(name);
        let is_replaced = from.checks.get(name).is_some_and(|old| old != check);
        let is_declared = to.checks.contains_key(&helper);
        if !is_replaced || !(is_declared || from.checks.contains_key(&helper)) {
            continue;
        }
        let first = if is_declared { format!("give {helper} another name") } else { format!("drop {helper}") };
        refusals.push(Refusal::Unplannable {
            what: format!("check {name} of domain {domain} cannot be replaced: {helper} is another check of it"),
            because: "the replacement has that name until the old one is dropped".to_owned(),
            instead: format!("{first} in one migration, and change {name} in the next"),
        });
    }
    refusals
}

fn is_identity(model: &SchemaModel, sequence: &Sequence) -> bool {
    let column = sequence.owned_by.as_ref().and_then(|(table, column)| model.tables.get(table)?.column(column));
    column.is_some_and(|column| column.identity.is_some())
}

/// The names of tables, indexes and sequences, and of types, which tables have as well.
pub(in crate::plan) fn relation_names(model: &SchemaModel) -> BTreeSet<QualifiedName> {
    let mut names: BTreeSet<QualifiedName> = model.sequences.keys().chain(model.types.keys()).cloned().collect();
    for (name, table) in &model.tables {
        names.insert(name.clone());
        names.extend(table.partitions(name).into_iter().map(|placed| placed.name.clone()));
        names.extend(index_names(table).map(|index| name.sibling(index)));
        names.extend(identity_sequences(name, table));
    }
    names
}

/// The names of the parts that indexes of partitioned tables have in partitions.
pub(in crate::plan) fn names_of_parts(model: &SchemaModel) -> impl Iterator<Item = QualifiedName> {
    let divided = model.tables.iter().filter(|(_, table)| table.partitioning.is_some());
    divided.flat_map(|(name, table)| {
        let of_index = move |(index_name, (index, label))| parts(name, table, &index_name, &index, label);
        indexes(table).into_iter().flat_map(of_index).map(|part| part.table.sibling(&part.name))
    })
}

/// Tells whether a table has a constraint of the name, or a constraint trigger, which PostgreSQL counts among them.
pub(in crate::plan) fn has_constraint(table: &Table, name: &Ident) -> bool {
    let trigger = table.triggers.get(name);
    table.constraints.contains_key(name) || trigger.is_some_and(|trigger| is_constraint_trigger(&trigger.definition))
}

/// The sequences of a table's identity columns.
fn identity_sequences(name: &QualifiedName, table: &Table) -> impl Iterator<Item = QualifiedName> {
    let with_identity = table.columns.iter().filter_map(|column| Some((&column.name, column.identity.as_deref()?)));
    with_identity.map(|(column, identity)| identity_sequence(name, column, identity))
}

/// What a new index of a partitioned table is made of.
fn parts_of(before: &SchemaModel, change: &Change) -> Vec<IndexPart> {
    let of = |table: &QualifiedName| before.tables.get(table).filter(|table| table.partitioning.is_some());
    match change {
        Change::AddIndex(table, name, index) => {
            of(table).map(|of| parts(table, of, name, index, Label::Index)).unwrap_or_default()
        }
        Change::AddConstraint(table, name, Constraint::PrimaryKey(key)) => {
            of(table).map(|of| parts(table, of, name, &key_index(key), Label::PrimaryKey)).unwrap_or_default()
        }
        Change::AddConstraint(table, name, Constraint::Unique(key)) => {
            of(table).map(|of| parts(table, of, name, &key_index(key), Label::Unique)).unwrap_or_default()
        }
        Change::ReplaceIndex(table, name, _, index) => {
            let name = replacement_name(name);
            of(table).map(|of| parts(table, of, &name, index, Label::Index)).unwrap_or_default()
        }
        Change::ReplaceConstraint(table, name, _, Constraint::Unique(key)) => {
            let name = replacement_name(name);
            of(table).map(|of| parts(table, of, &name, &key_index(key), Label::Unique)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The names of a table's indexes, those behind constraints among them.
fn index_names(table: &Table) -> impl Iterator<Item = &Ident> {
    let constraints = table.constraints.iter().filter(|(_, constraint)| constraint.index_options().is_some());
    constraints.map(|(name, _)| name).chain(table.indexes.keys())
}
