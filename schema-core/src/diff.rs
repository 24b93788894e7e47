//! Two models to an ordered list of changes. No SQL, and no opinion on how a change is carried out.

mod behind_tables;
mod column;
mod constraint;
mod index;
pub(crate) mod label;
mod object;
mod object_order;
mod partition;
mod relation;
pub mod rename;
pub mod rename_hint;
mod rename_in_invariants;
mod routine;
pub mod row_hint;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub(crate) use behind_tables::{Callers, calls_any, with_callers};
pub(crate) use column::is_replaced;
pub(crate) use constraint::replaced_primary_key;
pub(crate) use object_order::{
    cycle_of_objects, held_tables, objects_in_order, routine_behind_tables, tables_in_order,
};
pub use rename_in_invariants::RenamedInvariant;

use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Column, Constraint, Extension, ForeignKey, HandWrittenStep, Index, Invariant, Key, MajorRange, ObjectName,
    Partition, Partitioning, Routine, RoutineName, SchemaModel, Sequence, StorageParameters, Table, Trigger, UserType,
};
use crate::sql::Persistence;

/// One difference between two models: what to do, and from what to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A step that is written by hand has not run yet.
    RunStep(Ident, Box<HandWrittenStep>),
    /// A step that is written by hand has run, and says something else now.
    AlterStep(Ident),
    /// A namespace is new.
    CreateNamespace(Ident),
    /// A namespace is gone.
    DropNamespace(Ident),
    /// A type is new.
    CreateType(QualifiedName, UserType),
    /// A type is gone.
    DropType(QualifiedName, UserType),
    /// A type is another one.
    AlterType(QualifiedName, UserType, UserType),
    /// A sequence is new.
    CreateSequence(QualifiedName, Sequence),
    /// A sequence is gone.
    DropSequence(QualifiedName, Sequence),
    /// A sequence counts otherwise, or goes with another column.
    AlterSequence(QualifiedName, Sequence, Sequence),
    /// An object that belongs to no table has another comment.
    AlterObjectComment(ObjectName, Option<String>, Option<String>),
    /// An extension is new.
    CreateExtension(Ident, Extension),
    /// An extension is gone.
    DropExtension(Ident, Extension),
    /// An extension's objects are to stand elsewhere.
    MoveExtension(Ident),
    /// A table has another name, which invariants name.
    RenameTable(QualifiedName, QualifiedName, Vec<RenamedInvariant>),
    /// A partition of a table has another name.
    RenamePartition(QualifiedName, QualifiedName, QualifiedName),
    /// A column has another name, which invariants name.
    RenameColumn(QualifiedName, Ident, Ident, Vec<RenamedInvariant>),
    /// A type has another name.
    RenameType(QualifiedName, QualifiedName),
    /// The name of a domain's CHECK followed that of the domain, or is declared.
    RenameDomainCheck(QualifiedName, Ident, Ident),
    /// A label of an enum has another name.
    RenameLabel(QualifiedName, String, String),
    /// An attribute of a composite type has another name.
    RenameAttribute(QualifiedName, Ident, Ident),
    /// A sequence has another name: that of this column followed the table's or the column's, or is declared; one of no
    /// column is called so by a hint.
    RenameSequence(Option<(QualifiedName, Ident)>, QualifiedName, QualifiedName),
    /// A constraint's name followed that of its table or column.
    RenameConstraint(QualifiedName, Ident, Ident),
    /// An index's name followed that of its table or column.
    RenameIndex(QualifiedName, Ident, Ident),
    /// The name of the part that a partition has of an index, or of a key, followed that of the partition or column.
    RenamePart(QualifiedName, Ident, Ident),
    /// A table is new, with all that belongs to it.
    CreateTable(QualifiedName, Table),
    /// A table is gone, with all that belonged to it.
    DropTable(QualifiedName, Table),
    /// A table or partition is written to the log from now on, or is not any more.
    SetPersistence(QualifiedName, Persistence),
    /// A table has other storage parameters.
    AlterTableOptions(QualifiedName, StorageParameters, StorageParameters),
    /// A table or partition is divided otherwise, for the first time, or not any more.
    Repartition(QualifiedName),
    /// A table has a new partition, of itself or of one of its partitions, with all below it.
    AddPartition(QualifiedName, QualifiedName, QualifiedName, Partition),
    /// A partition is gone, with all below it.
    DropPartition(QualifiedName, QualifiedName, QualifiedName, Partition),
    /// A partition of a table, or of one of its partitions, is a table of its own from now on; its bound.
    DetachPartition(QualifiedName, QualifiedName, QualifiedName, String),
    /// A table is a partition of another one, or of one of its partitions, from now on; its bound.
    AttachPartition(QualifiedName, QualifiedName, QualifiedName, String),
    /// A partition is to have other rows.
    AlterBound(QualifiedName, String, String),
    /// A column is new.
    AddColumn(QualifiedName, Column),
    /// A column is gone.
    DropColumn(QualifiedName, Column),
    /// A column has another type or collation; its default changes with it, where it does.
    AlterColumnType(QualifiedName, Box<Column>, Box<Column>),
    /// A column is an identity column for the first time, counts otherwise, or is none any more; its default changes with
    /// it, where it does.
    AlterIdentity(QualifiedName, Box<Column>, Box<Column>),
    /// A column is computed otherwise, for the first time, or not any more.
    AlterExpression(QualifiedName, Box<Column>, Box<Column>),
    /// A column becomes a generated one, stored or not, as no ALTER COLUMN makes it: another one takes its place.
    ReplaceColumn(QualifiedName, Box<Column>, Box<Column>),
    /// A column has another default, one for the first time, or none any more.
    AlterDefault(QualifiedName, Ident, Option<String>, Option<String>),
    /// A column must not be NULL any more.
    SetNotNull(QualifiedName, Ident),
    /// A column must not be NULL in new rows, by a constraint of this name that is not valid.
    AddNotNullNotValid(QualifiedName, Ident, Ident),
    /// A column may be NULL from now on.
    DropNotNull(QualifiedName, Ident),
    /// A constraint of an existing table is new.
    AddConstraint(QualifiedName, Ident, Constraint),
    /// A constraint of an existing table is gone.
    DropConstraint(QualifiedName, Ident, Constraint),
    /// A constraint of an existing table is another one of the same name.
    ReplaceConstraint(QualifiedName, Ident, Constraint, Constraint),
    /// The primary key of an existing table is another one, under the old name or a new one.
    ReplacePrimaryKey(QualifiedName, (Ident, Key), (Ident, Key)),
    /// A foreign key of an existing table is to be checked at another time.
    AlterDeferrability(QualifiedName, Ident, ForeignKey, ForeignKey),
    /// A constraint of an existing table, not valid so far, is to be valid.
    ValidateConstraint(QualifiedName, Ident, Constraint),
    /// An index of an existing table, or the one behind a constraint of this name, has other storage parameters.
    AlterIndexOptions(QualifiedName, Ident, StorageParameters, StorageParameters),
    /// An index of an existing table is new.
    AddIndex(QualifiedName, Ident, Index),
    /// An index of an existing table is gone.
    DropIndex(QualifiedName, Ident, Index),
    /// An index of an existing table is another one of the same name.
    ReplaceIndex(QualifiedName, Ident, Index, Index),
    /// An invariant of an existing table is new.
    AddInvariant(QualifiedName, Ident, Invariant),
    /// An invariant of an existing table is gone.
    DropInvariant(QualifiedName, Ident, Invariant),
    /// An invariant of an existing table demands something else under the same name.
    ReplaceInvariant(QualifiedName, Ident, Invariant, Invariant),
    /// A function or procedure is new.
    CreateRoutine(RoutineName, Routine),
    /// A function or procedure is gone.
    DropRoutine(RoutineName, Routine),
    /// A function or procedure does something else under the same name.
    ReplaceRoutine(RoutineName, Routine, Routine),
    /// A trigger of an existing table is new.
    AddTrigger(QualifiedName, Ident, Trigger),
    /// A trigger of an existing table is gone.
    DropTrigger(QualifiedName, Ident, Trigger),
    /// A trigger of an existing table is another one of the same name.
    ReplaceTrigger(QualifiedName, Ident, Trigger, Trigger),
    /// An object of an existing table has another comment; comments of new objects come with them.
    AlterComment(QualifiedName, ObjectName, Option<String>, Option<String>),
}

/// Compares two models, once what is renamed has its new name. Changes come by kind of object, then by name; the majors are not compared.
pub fn diff(before: &SchemaModel, after: &SchemaModel) -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, step) in &after.steps {
        match before.steps.get(name) {
            None => changes.push(Change::RunStep(name.clone(), Box::new(step.clone()))),
            Some(run) if run != step => changes.push(Change::AlterStep(name.clone())),
            Some(_) => {}
        }
    }
    object::namespaces(before, after, &mut changes);
    for (name, pair) in pairs(&before.extensions, &after.extensions) {
        match pair {
            Pair::Before(extension) => changes.push(Change::DropExtension(name.clone(), extension.clone())),
            Pair::After(extension) => changes.push(Change::CreateExtension(name.clone(), extension.clone())),
            Pair::Both(from, to) if from != to => changes.push(Change::MoveExtension(name.clone())),
            Pair::Both(..) => {}
        }
    }
    object::types(before, after, &mut changes);
    object::sequences(before, after, &mut changes);
    routine::routines(before, after, &mut changes);
    for (name, pair) in pairs(&before.tables, &after.tables) {
        match pair {
            Pair::Before(table) => changes.push(Change::DropTable(name.clone(), table.clone())),
            Pair::After(table) => changes.push(Change::CreateTable(name.clone(), table.clone())),
            Pair::Both(from, to) => diff_table(name, from, to, after.postgres, &mut changes),
        }
    }
    changes
}

/// Tells whether [`diff`] finds a change, without making a list of them.
pub fn is_different(before: &SchemaModel, after: &SchemaModel) -> bool {
    let is_same = |(from, to): (&Table, &Table)| {
        from.comment == to.comment
            && from.unlogged == to.unlogged
            && from.options == to.options
            && from.constraints == to.constraints
            && from.indexes == to.indexes
            && from.invariants == to.invariants
            && from.triggers == to.triggers
            && from.partitioning == to.partitioning
            && from.columns.len() == to.columns.len()
            && to.columns.iter().all(|column| from.column(&column.name) == Some(column))
    };
    after.steps.iter().any(|(name, step)| before.steps.get(name) != Some(step))
        || before.extensions != after.extensions
        || before.routines != after.routines
        || before.namespaces != after.namespaces
        || before.types != after.types
        || before.sequences != after.sequences
        || !before.tables.keys().eq(after.tables.keys())
        || !before.tables.values().zip(after.tables.values()).all(is_same)
}

/// Gives `declared` the physical order of columns that `before` has: a new column is last, wherever its field stands,
/// and so is one that another column is replaced by. Storage parameters, too, stand as on a server; and of the hints on
/// renames and rows those are kept that say something.
pub fn in_physical_order(before: &SchemaModel, mut declared: SchemaModel) -> SchemaModel {
    declared.renames = rename_hint::claims(before, &declared);
    let (before, _) = rename::renamed(before, &declared);
    let before = with_columns_of_partitions(before, &declared);
    declared.row_hints = row_hint::effective(&before, &declared);
    for (name, table) in &mut declared.tables {
        if let Some(old) = before.tables.get(name) {
            let position: BTreeMap<&Ident, (usize, &Column)> =
                old.columns.iter().enumerate().map(|(at, column)| (&column.name, (at, column))).collect();
            let postgres = declared.postgres;
            table.columns.sort_by_key(|column| match position.get(&column.name) {
                None => (1, 0),
                Some((_, old)) if column::is_replaced(old, column, postgres) => (2, 0),
                Some((at, _)) => (0, *at),
            });
            keep_parameters_in_place(old, table);
        }
    }
    declared
}

/// Adds the partitions that are tables of their own afterwards to a model in which what is renamed has its new name, with the columns of their tables, whose order they have as
/// far as is known.
pub fn with_columns_of_partitions<'a>(before: Cow<'a, SchemaModel>, after: &SchemaModel) -> Cow<'a, SchemaModel> {
    let placed =
        before.tables.iter().flat_map(|(of, table)| table.partitions(of).into_iter().map(move |it| (it, table)));
    let moved = placed.filter(|(placed, _)| after.tables.contains_key(placed.name));
    let alone = moved.map(|(placed, table)| {
        let options = placed.partition.options.clone();
        (placed.name.clone(), Table { columns: table.columns.clone(), options, ..Table::default() })
    });
    let alone: Vec<(QualifiedName, Table)> = alone.collect();
    if alone.is_empty() {
        return before;
    }
    let mut with = before.into_owned();
    with.tables.extend(alone);
    Cow::Owned(with)
}

/// Storage parameters that stay keep their places on a server, too.
fn keep_parameters_in_place(old: &Table, table: &mut Table) {
    table.options = table.options.in_place_of(&old.options);
    for (name, index) in &mut table.indexes {
        if let Some(old) = old.indexes.get(name) {
            index.options = index.options.in_place_of(&old.options);
        }
    }
    for (name, constraint) in &mut table.constraints {
        let new = constraint.index_options().filter(|options| !options.is_empty());
        let options = new.zip(old.constraints.get(name).and_then(Constraint::index_options));
        if let Some(options) = options.map(|(new, old)| new.in_place_of(old)) {
            *constraint = constraint.with_index_options(options);
        }
    }
    if let (Some(old), Some(partitioning)) = (&old.partitioning, &mut table.partitioning) {
        keep_parameters_of_partitions(old, partitioning);
    }
}

fn keep_parameters_of_partitions(old: &Partitioning, partitioning: &mut Partitioning) {
    for (name, partition) in &mut partitioning.partitions {
        let Some(old) = old.partitions.get(name) else { continue };
        partition.options = partition.options.in_place_of(&old.options);
        if let (Some(old), Some(parts)) = (&old.partitioning, &mut partition.partitioning) {
            keep_parameters_of_partitions(old, parts);
        }
    }
}

fn diff_table(name: &QualifiedName, from: &Table, to: &Table, postgres: MajorRange, changes: &mut Vec<Change>) {
    comment(name, ObjectName::Table(name.clone()), &from.comment, &to.comment, changes);
    persistence(name, from.unlogged, to.unlogged, changes);
    if from.options != to.options {
        changes.push(Change::AlterTableOptions(name.clone(), from.options.clone(), to.options.clone()));
    }
    for column in &to.columns {
        match from.column(&column.name) {
            None => changes.push(Change::AddColumn(name.clone(), column.clone())),
            Some(old) if column::is_replaced(old, column, postgres) => {
                let (old, new) = (Box::new(old.clone()), Box::new(column.clone()));
                changes.push(Change::ReplaceColumn(name.clone(), old, new));
            }
            Some(old) => column::diff(name, old, column, changes),
        }
    }
    let mut dropped: Vec<&Column> = from.columns.iter().filter(|old| to.column(&old.name).is_none()).collect();
    // PostgreSQL refuses to drop a column that another one is computed from.
    dropped.sort_by_key(|old| old.generated.is_none());
    changes.extend(dropped.into_iter().map(|old| Change::DropColumn(name.clone(), old.clone())));
    constraint::diff_constraints(name, from, to, changes);
    index::diff_indexes(name, from, to, changes);
    diff_invariants(name, from, to, changes);
    partition::diff_partitions(name, from, to, changes);
    diff_triggers(name, from, to, changes);
}

/// What is said of a trigger changes without it: no new one is made, for which writers would wait.
fn diff_triggers(table: &QualifiedName, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    for (name, pair) in pairs(&from.triggers, &to.triggers) {
        let object = || ObjectName::Trigger(table.clone(), name.clone());
        match pair {
            Pair::Before(old) => changes.push(Change::DropTrigger(table.clone(), name.clone(), old.clone())),
            Pair::After(new) => changes.push(Change::AddTrigger(table.clone(), name.clone(), new.clone())),
            Pair::Both(old, new) if (&old.definition, old.state) != (&new.definition, new.state) => {
                changes.push(Change::ReplaceTrigger(table.clone(), name.clone(), old.clone(), new.clone()));
            }
            Pair::Both(old, new) => comment(table, object(), &old.comment, &new.comment, changes),
        }
    }
}

fn diff_invariants(table: &QualifiedName, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    for (name, pair) in pairs(&from.invariants, &to.invariants) {
        let (table, name) = (table.clone(), name.clone());
        changes.push(match pair {
            Pair::Before(old) => Change::DropInvariant(table, name, old.clone()),
            Pair::After(new) => Change::AddInvariant(table, name, new.clone()),
            Pair::Both(old, new) if old != new => Change::ReplaceInvariant(table, name, old.clone(), new.clone()),
            Pair::Both(..) => continue,
        });
    }
}

fn persistence(table: &QualifiedName, was_unlogged: bool, is_unlogged: bool, changes: &mut Vec<Change>) {
    match (was_unlogged, is_unlogged) {
        (false, true) => changes.push(Change::SetPersistence(table.clone(), Persistence::Unlogged)),
        (true, false) => changes.push(Change::SetPersistence(table.clone(), Persistence::Logged)),
        (false, false) | (true, true) => {}
    }
}

fn comment(
    table: &QualifiedName,
    object: ObjectName,
    from: &Option<String>,
    to: &Option<String>,
    changes: &mut Vec<Change>,
) {
    if from != to {
        changes.push(Change::AlterComment(table.clone(), object, from.clone(), to.clone()));
    }
}

enum Pair<'a, V> {
    Before(&'a V),
    After(&'a V),
    Both(&'a V, &'a V),
}

/// Walks two maps side by side, in the order of their keys.
fn pairs<'a, K: Ord, V>(
    before: &'a BTreeMap<K, V>,
    after: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (&'a K, Pair<'a, V>)> {
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    std::iter::from_fn(move || {
        let take_old = match (old.peek(), new.peek()) {
            (None, None) => return None,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((old_key, _)), Some((new_key, _))) => old_key.cmp(new_key),
        };
        match take_old {
            std::cmp::Ordering::Less => old.next().map(|(key, value)| (key, Pair::Before(value))),
            std::cmp::Ordering::Greater => new.next().map(|(key, value)| (key, Pair::After(value))),
            std::cmp::Ordering::Equal => {
                let (key, from) = old.next()?;
                let (_, to) = new.next()?;
                Some((key, Pair::Both(from, to)))
            }
        }
    })
}
