//! Indexes of a table that is there before and after.

use super::{Change, Pair, comment, pairs};
use crate::ident::QualifiedName;
use crate::model::{Index, ObjectName, Table};

pub(super) fn diff_indexes(table: &QualifiedName, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    for (name, pair) in pairs(&from.indexes, &to.indexes) {
        let (table, name) = (table.clone(), name.clone());
        match pair {
            Pair::Before(old) => changes.push(Change::DropIndex(table, name, old.clone())),
            Pair::After(new) => changes.push(Change::AddIndex(table, name, new.clone())),
            Pair::Both(old, new) if old == new => {}
            Pair::Both(old, new) => {
                let altered = Index { options: new.options.clone(), ..old.without_comment() };
                if altered != new.without_comment() {
                    changes.push(Change::ReplaceIndex(table, name, old.clone(), new.clone()));
                    continue;
                }
                let object = ObjectName::Index(table.clone(), name.clone());
                comment(&table, object, &old.comment, &new.comment, changes);
                if old.options != new.options {
                    changes.push(Change::AlterIndexOptions(table, name, old.options.clone(), new.options.clone()));
                }
            }
        }
    }
}
