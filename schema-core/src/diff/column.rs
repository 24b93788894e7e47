//! Two columns of one name.

use super::{Change, comment};
use crate::ident::QualifiedName;
use crate::model::{Column, ObjectName};

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
    match (from.nullable, to.nullable) {
        (true, false) => changes.push(Change::SetNotNull(table.clone(), column.clone())),
        (false, true) => changes.push(Change::DropNotNull(table.clone(), column.clone())),
        (true, true) | (false, false) => {}
    }
    comment(table, ObjectName::Column(table.clone(), column.clone()), &from.comment, &to.comment, changes);
}
