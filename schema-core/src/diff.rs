//! Two models to an ordered list of changes. No SQL, and no opinion on how a change is carried out.

use std::collections::BTreeMap;

use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, Constraint, Extension, Index, Invariant, ObjectName, SchemaModel, Table};
use crate::types::PgType;

/// One difference between two models: what to do, and from what to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An extension is new.
    CreateExtension(Ident, Extension),
    /// An extension is gone.
    DropExtension(Ident, Extension),
    /// An extension's objects are to stand elsewhere.
    MoveExtension(Ident),
    /// A table is new, with all that belongs to it.
    CreateTable(QualifiedName, Table),
    /// A table is gone, with all that belonged to it.
    DropTable(QualifiedName, Table),
    /// A column is new.
    AddColumn(QualifiedName, Column),
    /// A column is gone.
    DropColumn(QualifiedName, Column),
    /// A column has another type.
    AlterColumnType(QualifiedName, Ident, PgType, PgType),
    /// A column has another default, one for the first time, or none any more.
    AlterDefault(QualifiedName, Ident, Option<String>, Option<String>),
    /// A column must not be NULL any more.
    SetNotNull(QualifiedName, Ident),
    /// A column may be NULL from now on.
    DropNotNull(QualifiedName, Ident),
    /// A constraint of an existing table is new.
    AddConstraint(QualifiedName, Ident, Constraint),
    /// A constraint of an existing table is gone.
    DropConstraint(QualifiedName, Ident, Constraint),
    /// A constraint of an existing table is another one of the same name.
    ReplaceConstraint(QualifiedName, Ident, Constraint, Constraint),
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
    /// An object of an existing table has another comment; comments of new objects come with them.
    AlterComment(QualifiedName, ObjectName, Option<String>, Option<String>),
}

/// Compares two models. Changes come by kind of object, then by name; the majors are not compared.
pub fn diff(before: &SchemaModel, after: &SchemaModel) -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, pair) in pairs(&before.extensions, &after.extensions) {
        match pair {
            Pair::Before(extension) => changes.push(Change::DropExtension(name.clone(), extension.clone())),
            Pair::After(extension) => changes.push(Change::CreateExtension(name.clone(), extension.clone())),
            Pair::Both(from, to) if from != to => changes.push(Change::MoveExtension(name.clone())),
            Pair::Both(..) => {}
        }
    }
    for (name, pair) in pairs(&before.tables, &after.tables) {
        match pair {
            Pair::Before(table) => changes.push(Change::DropTable(name.clone(), table.clone())),
            Pair::After(table) => changes.push(Change::CreateTable(name.clone(), table.clone())),
            Pair::Both(from, to) => diff_table(name, from, to, &mut changes),
        }
    }
    changes
}

/// Tells whether [`diff`] finds a change, without making a list of them.
pub fn is_different(before: &SchemaModel, after: &SchemaModel) -> bool {
    let is_same = |(from, to): (&Table, &Table)| {
        from.comment == to.comment
            && from.constraints == to.constraints
            && from.indexes == to.indexes
            && from.invariants == to.invariants
            && from.columns.len() == to.columns.len()
            && to.columns.iter().all(|column| from.column(&column.name) == Some(column))
    };
    before.extensions != after.extensions
        || !before.tables.keys().eq(after.tables.keys())
        || !before.tables.values().zip(after.tables.values()).all(is_same)
}

/// Gives `declared` the physical order of columns that `before` has: a new column is last, wherever its field stands.
pub fn in_physical_order(before: &SchemaModel, mut declared: SchemaModel) -> SchemaModel {
    for (name, table) in &mut declared.tables {
        if let Some(old) = before.tables.get(name) {
            let position: BTreeMap<&Ident, usize> =
                old.columns.iter().enumerate().map(|(at, column)| (&column.name, at)).collect();
            table.columns.sort_by_key(|column| position.get(&column.name).copied().unwrap_or(usize::MAX));
        }
    }
    declared
}

/// Returns every table and column that the way from `before` to `after` drops: what `--allow-data-loss` names, and what was
/// allowed where the way is that of a migration that is there.
pub fn dropped(before: &SchemaModel, after: &SchemaModel) -> Vec<String> {
    let mut dropped = Vec::new();
    for (name, old) in &before.tables {
        match after.tables.get(name) {
            None => dropped.push(name.to_string()),
            Some(table) => {
                let gone = old.columns.iter().filter(|column| table.column(&column.name).is_none());
                dropped.extend(gone.map(|column| format!("{name}.{}", column.name)));
            }
        }
    }
    dropped
}

fn diff_table(name: &QualifiedName, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    comment(name, ObjectName::Table(name.clone()), &from.comment, &to.comment, changes);
    for column in &to.columns {
        match from.column(&column.name) {
            None => changes.push(Change::AddColumn(name.clone(), column.clone())),
            Some(old) => diff_column(name, old, column, changes),
        }
    }
    for old in from.columns.iter().filter(|old| to.column(&old.name).is_none()) {
        changes.push(Change::DropColumn(name.clone(), old.clone()));
    }
    for (constraint, pair) in pairs(&from.constraints, &to.constraints) {
        if matches!(&pair, Pair::Both(old, new) if old == new) {
            continue;
        }
        let table = name.clone();
        match pair {
            Pair::Before(old) => changes.push(Change::DropConstraint(table, constraint.clone(), old.clone())),
            Pair::After(new) => changes.push(Change::AddConstraint(table, constraint.clone(), new.clone())),
            Pair::Both(old, new) if old.without_comment() != new.without_comment() => {
                changes.push(Change::ReplaceConstraint(table, constraint.clone(), old.clone(), new.clone()));
            }
            Pair::Both(old, new) => {
                let object = ObjectName::Constraint(table, constraint.clone());
                comment(name, object, &old.comment().map(str::to_owned), &new.comment().map(str::to_owned), changes);
            }
        }
    }
    for (index, pair) in pairs(&from.indexes, &to.indexes) {
        if matches!(&pair, Pair::Both(old, new) if old == new) {
            continue;
        }
        let table = name.clone();
        match pair {
            Pair::Before(old) => changes.push(Change::DropIndex(table, index.clone(), old.clone())),
            Pair::After(new) => changes.push(Change::AddIndex(table, index.clone(), new.clone())),
            Pair::Both(old, new) if old.without_comment() != new.without_comment() => {
                changes.push(Change::ReplaceIndex(table, index.clone(), old.clone(), new.clone()));
            }
            Pair::Both(old, new) => {
                comment(name, ObjectName::Index(table, index.clone()), &old.comment, &new.comment, changes);
            }
        }
    }
    diff_invariants(name, from, to, changes);
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

fn diff_column(table: &QualifiedName, from: &Column, to: &Column, changes: &mut Vec<Change>) {
    let column = &to.name;
    if from.pg_type != to.pg_type {
        changes.push(Change::AlterColumnType(table.clone(), column.clone(), from.pg_type, to.pg_type));
    }
    if from.default != to.default {
        let change = Change::AlterDefault(table.clone(), column.clone(), from.default.clone(), to.default.clone());
        changes.push(change);
    }
    match (from.nullable, to.nullable) {
        (true, false) => changes.push(Change::SetNotNull(table.clone(), column.clone())),
        (false, true) => changes.push(Change::DropNotNull(table.clone(), column.clone())),
        (true, true) | (false, false) => {}
    }
    comment(table, ObjectName::Column(table.clone(), column.clone()), &from.comment, &to.comment, changes);
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
