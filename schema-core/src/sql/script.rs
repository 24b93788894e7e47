//! A whole schema as DDL for an empty database.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{
    AddNotNullNotValid, AddTrigger, Comment, CommentOnObject, CreateExtension, CreateNamespace, CreatePartition,
    CreateSequence, CreateTable, CreateTrigger, CreateTriggerFunction, CreateType, Kind, ReplacedTrigger, SetDefault,
    SetSequenceOwner, constraint_definition, create_index::unique, index_definition, literal, push,
};
use crate::diff::{Callers, tables_in_order, with_callers};
use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Constraint, Index, Invariant, ObjectName, PlacedPartition, Routine, RoutineName, SchemaModel, Sequence, Table,
};

/// Writes the DDL that makes the schema in an empty database: tables, indexes, then foreign keys between tables.
///
/// Not for a database in use: it locks as it likes.
pub fn schema_script(model: &SchemaModel) -> String {
    let mut sql = String::with_capacity(model.tables.len() * 4096);
    for (name, namespace) in &model.namespaces {
        if name.as_str() != "public" {
            CreateNamespace { name: name.clone() }.write(&mut sql);
            sql.push('\n');
        }
        comment_on(ObjectName::Namespace(name.clone()), &namespace.comment, &mut sql);
        sql.push('\n');
    }
    for (name, extension) in &model.extensions {
        CreateExtension { name: name.clone(), extension: extension.clone() }.write(&mut sql);
        sql.push_str("\n\n");
    }
    let needing = model.routines.iter().filter(|(_, routine)| !routine.needs.is_empty());
    let behind = with_callers(&model.routines, needing.map(|(name, _)| name.clone()).collect());
    push_objects(&mut sql, model, Routines::But(&behind));
    let mut waiting = Vec::new();
    let mut without_waiting = |(name, table)| {
        if behind.is_empty() {
            return (name, Cow::Borrowed(table));
        }
        let mut table: Table = Table::clone(table);
        waiting.push((name, Callers::take(&mut table, &behind)));
        (name, Cow::Owned(table))
    };
    let tables: Vec<(&QualifiedName, Cow<'_, Table>)> =
        tables_in_order(model).into_iter().map(&mut without_waiting).collect();
    for (name, table) in &tables {
        CreateTable::write_table(name, table, &mut sql);
        sql.push_str("\n\n");
        for PlacedPartition { of, name, partition } in table.partitions(name) {
            let (name, of, partition) = (name.clone(), of.clone(), partition.clone());
            CreatePartition { name, of, partition, default: None }.write(&mut sql);
            sql.push_str("\n\n");
        }
        for (index_name, index) in &table.indexes {
            push_index(&mut sql, name, index_name, index);
        }
        if !table.indexes.is_empty() {
            sql.push('\n');
        }
        let comments = comments(name, table);
        if !comments.is_empty() {
            for comment in comments {
                Comment { table: (*name).clone(), comments: vec![comment] }.write(&mut sql);
                sql.push('\n');
            }
            sql.push('\n');
        }
    }
    for (name, sequence) in model.sequences.iter().filter(|(_, sequence)| sequence.owned_by.is_some()) {
        SetSequenceOwner { name: name.clone(), owner: sequence.owned_by.clone() }.write(&mut sql);
        sql.push_str("\n\n");
    }
    for (table, definition) in &model.tables {
        for column in &definition.columns {
            if let Some(name) = column.not_valid.clone() {
                AddNotNullNotValid { table: table.clone(), column: column.name.clone(), name }.write(&mut sql);
                sql.push_str("\n\n");
            }
        }
    }
    for (name, table) in &tables {
        let apart = |constraint: &(&Ident, &Constraint)| !CreateTable::takes(name, table, *constraint);
        for (constraint_name, constraint) in table.constraints.iter().filter(apart) {
            push_constraint(&mut sql, name, constraint_name, constraint);
        }
    }
    push_objects(&mut sql, model, Routines::Only(&behind));
    for (name, Callers { defaults, constraints, indexes }) in waiting {
        for (column, default) in defaults {
            SetDefault { table: name.clone(), column, default }.write(&mut sql);
            sql.push('\n');
        }
        for (constraint_name, constraint) in &constraints {
            push_constraint(&mut sql, name, constraint_name, constraint);
        }
        for (index_name, index) in &indexes {
            push_index(&mut sql, name, index_name, index);
            if index.comment.is_some() {
                let object = ObjectName::Index(name.clone(), index_name.clone());
                Comment { table: name.clone(), comments: vec![(object, index.comment.clone())] }.write(&mut sql);
                sql.push('\n');
            }
        }
    }
    for (table, definition) in &model.tables {
        for (name, invariant) in &definition.invariants {
            let separator = if sql.is_empty() || sql.ends_with("\n\n") { "" } else { "\n" };
            push!(sql, "{separator}{}\n", invariant_script(table, name, invariant, false));
        }
        for (name, trigger) in &definition.triggers {
            let (table, name, trigger) = (table.clone(), name.clone(), trigger.clone());
            AddTrigger { table, name, trigger, replaces: ReplacedTrigger::Nothing }.write(&mut sql);
            sql.push_str("\n\n");
        }
    }
    while sql.ends_with("\n\n") {
        sql.pop();
    }
    sql
}

fn push_index(sql: &mut String, table: &QualifiedName, name: &Ident, index: &Index) {
    push!(sql, "CREATE {}INDEX {name} ON {table} {};\n", unique(index).to_uppercase(), index_definition(index));
}

fn push_constraint(sql: &mut String, table: &QualifiedName, name: &Ident, constraint: &Constraint) {
    push!(sql, "ALTER TABLE {table}\n    ADD CONSTRAINT {name} {};\n", constraint_definition(constraint));
    if constraint.comment().is_some() {
        let object = ObjectName::Constraint(table.clone(), name.clone());
        let comment = constraint.comment().map(str::to_owned);
        Comment { table: table.clone(), comments: vec![(object, comment)] }.write(sql);
        sql.push('\n');
    }
}

/// Which routines are written, and whether types and sequences are written with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Routines<'a> {
    /// With types and sequences, all routines but these.
    But(&'a BTreeSet<RoutineName>),
    /// These alone.
    Only(&'a BTreeSet<RoutineName>),
}

fn push_objects(sql: &mut String, model: &SchemaModel, routines: Routines<'_>) {
    // Bodies may name tables that come later.
    let mut is_first = matches!(routines, Routines::But(_)) && !model.routines.is_empty();
    for object in crate::diff::objects_in_order(model) {
        match (&object, routines) {
            (ObjectName::Type(name), Routines::But(_)) => {
                let user_type = &model.types[name];
                let create = CreateType { name: name.clone(), is: user_type.is.clone() };
                create.write(sql);
                sql.push('\n');
                for add in create.checks_apart() {
                    add.write(sql);
                    sql.push('\n');
                }
                for (object, comment) in user_type.comments(name) {
                    comment_on(object, &Some(comment), sql);
                }
                sql.push('\n');
            }
            (ObjectName::Sequence(name), Routines::But(_)) => {
                let Sequence { pg_type, options, comment, .. } = model.sequences[name].clone();
                CreateSequence { name: name.clone(), pg_type, options }.write(sql);
                sql.push('\n');
                comment_on(object, &comment, sql);
                sql.push('\n');
            }
            (ObjectName::Routine(name), _) => {
                if std::mem::take(&mut is_first) {
                    sql.push_str("SET check_function_bodies = off;\n\n");
                }
                let is_written = match routines {
                    Routines::But(these) => !these.contains(name),
                    Routines::Only(these) => these.contains(name),
                };
                if is_written {
                    push_routine(sql, name, &model.routines[name]);
                }
            }
            _ => {}
        }
    }
}

fn push_routine(sql: &mut String, name: &RoutineName, routine: &Routine) {
    push!(sql, "{};\n", routine.definition);
    if let Some(comment) = &routine.comment {
        push!(sql, "COMMENT ON ROUTINE {name} IS {};\n", literal(comment));
    }
    sql.push('\n');
}

fn comment_on(object: ObjectName, comment: &Option<String>, sql: &mut String) {
    if comment.is_some() {
        CommentOnObject { object, comment: comment.clone() }.write(sql);
        sql.push('\n');
    }
}

/// Writes the function and the trigger that hold an invariant; with `replaces`, in place of those of that name.
pub fn invariant_script(table: &QualifiedName, name: &Ident, invariant: &Invariant, replaces: bool) -> String {
    let (table, name, invariant) = (table.clone(), name.clone(), invariant.clone());
    let function = CreateTriggerFunction { table, name, invariant, replaces };
    let mut sql = String::new();
    function.write(&mut sql);
    sql.push('\n');
    let CreateTriggerFunction { table, name, invariant, .. } = function;
    CreateTrigger { table, name, invariant, replaces }.write(&mut sql);
    sql
}

/// The comments of a table and of what CREATE TABLE and CREATE INDEX make of it.
fn comments(name: &QualifiedName, table: &Table) -> Vec<(ObjectName, Option<String>)> {
    table
        .comments(name)
        .into_iter()
        .filter(|(object, _)| match object {
            ObjectName::Constraint(_, own) => CreateTable::takes(name, table, (own, &table.constraints[own])),
            _ => true,
        })
        .collect()
}
