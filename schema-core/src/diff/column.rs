//! Two columns of one name.

use super::{Change, comment};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, MajorRange, ObjectName};

/// Tells whether PostgreSQL has no statement that makes one of the other, and can make the new one in its place.
pub(crate) fn is_replaced(from: &Column, to: &Column, postgres: MajorRange) -> bool {
    match (&from.generated, &to.generated) {
        (None, Some(_)) => true,
        (Some(old), Some(new)) => old.stored != new.stored || old != new && postgres.min < 17,
        (_, None) => false,
    }
}

pub(super) fn diff(table: &QualifiedName, from: &Column, to: &Column, changes: &mut Vec<Change>) {
    let both = || (table.clone(), Box::new(from.clone()), Box::new(to.clone()));
    let has_other_type = from.pg_type != to.pg_type || from.collation != to.collation;
    let has_other_identity = from.identity != to.identity;
    if has_other_type {
        let (table, from, to) = both();
        changes.push(Change::AlterColumnType(table, from, to));
    }
    if has_other_identity {
        let (table, from, to) = both();
        changes.push(Change::AlterIdentity(table, from, to));
    }
    if from.generated != to.generated {
        let (table, from, to) = both();
        changes.push(Change::AlterExpression(table, from, to));
    }
    let column = &to.name;
    if from.default != to.default && !has_other_type && !has_other_identity {
        let change = Change::AlterDefault(table.clone(), column.clone(), from.default.clone(), to.default.clone());
        changes.push(change);
    }
    let place = || (table.clone(), column.clone());
    match (nulls(from), nulls(to)) {
        (Nulls::May, Nulls::May) | (Nulls::Never, Nulls::Never) => {}
        (Nulls::May | Nulls::OnlyOld(_), Nulls::Never) => {
            let (table, column) = place();
            changes.push(Change::SetNotNull(table, column));
        }
        (Nulls::Never | Nulls::OnlyOld(_), Nulls::May) => {
            let (table, column) = place();
            changes.push(Change::DropNotNull(table, column));
        }
        (Nulls::May | Nulls::Never, Nulls::OnlyOld(name)) => {
            let (table, column) = place();
            changes.push(Change::AddNotNullNotValid(table, column, name.clone()));
        }
        (Nulls::OnlyOld(from), Nulls::OnlyOld(to)) if from != to => {
            changes.push(Change::RenameConstraint(table.clone(), from.clone(), to.clone()));
        }
        (Nulls::OnlyOld(_), Nulls::OnlyOld(_)) => {}
    }
    comment(table, ObjectName::Column(table.clone(), column.clone()), &from.comment, &to.comment, changes);
}

/// Which rows may be NULL.
enum Nulls<'a> {
    May,
    /// Those that were there before a constraint of this name.
    OnlyOld(&'a Ident),
    Never,
}

fn nulls(column: &Column) -> Nulls<'_> {
    match (&column.not_valid, column.nullable) {
        (Some(name), _) => Nulls::OnlyOld(name),
        (None, true) => Nulls::May,
        (None, false) => Nulls::Never,
    }
}
