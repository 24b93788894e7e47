//! What a foreign key may refer to.

use super::super::message::{Message, contains, same_text};
use super::super::{Deferrable, IndexDef, IndexTermDef, KeyDef, TableDef};
use super::{find_field, has_fields, is_waived, missing_scope, push_foreign_key};

/// Checks that the columns a foreign key refers to are the primary key or a unique constraint of their table, one that is
/// not deferrable, or those of a unique index of all rows, and that no crash empties the table before the rows that refer
/// to it.
///
/// Quiet where the foreign key lacks the scope: with the scope it refers to another key.
#[track_caller]
pub const fn references_key(table: &TableDef, targets: &[&TableDef], foreign_key: usize) {
    let target = targets[foreign_key];
    let definition = &table.foreign_keys[foreign_key];
    if target.is_stub || !has_fields(target, definition.referenced_fields) {
        return;
    }
    if missing_scope(table, target, definition).is_some() && !is_waived(definition, "scope") {
        return;
    }
    if target.unlogged && !table.unlogged {
        let mut message = Message::new();
        push_foreign_key(&mut message, table, definition);
        message.push(" of a logged table refers to `");
        message.push(target.name);
        message.push("`, which is unlogged; PostgreSQL refuses that with SQLSTATE 42P16");
        panic!("{}", message.as_str())
    }
    let mut is_deferrable = false;
    if let Some(primary_key) = &target.primary_key
        && is_key(target, primary_key.columns, definition.referenced_fields)
    {
        if is_immediate(primary_key) {
            return;
        }
        is_deferrable = true;
    }
    let mut at = 0;
    while at < target.unique.len() {
        if is_key(target, target.unique[at].columns, definition.referenced_fields) {
            if is_immediate(&target.unique[at]) {
                return;
            }
            is_deferrable = true;
        }
        at += 1;
    }
    let mut at = 0;
    while at < target.indexes.len() {
        if is_unique_index(target, &target.indexes[at], definition.referenced_fields) {
            return;
        }
        at += 1;
    }
    let mut message = Message::new();
    push_foreign_key(&mut message, table, definition);
    message.push(" refers to `");
    message.push(target.name);
    message.push(" (");
    let mut at = 0;
    while at < definition.referenced_fields.len() {
        if let Some(column) = find_field(target, definition.referenced_fields[at]) {
            if at > 0 {
                message.push(", ");
            }
            message.push(column.name);
        }
        at += 1;
    }
    if is_deferrable {
        message.push(")`, whose key is deferrable; PostgreSQL refuses that with SQLSTATE 55000");
        panic!("{}", message.as_str())
    }
    message.push(")`, which is neither its primary key nor unique; add `#[unique(");
    message.push_list(definition.referenced_fields);
    message.push(")]` to `");
    message.push(target.rust_name);
    message.push("`");
    panic!("{}", message.as_str())
}

const fn is_immediate(key: &KeyDef) -> bool {
    matches!(key.deferrable, Deferrable::Not)
}

/// Tells whether the index keeps exactly these fields unique, in any order and in all rows.
const fn is_unique_index(target: &TableDef, index: &IndexDef, fields: &[&str]) -> bool {
    if !index.unique || index.predicate.is_some() || index.keys.len() != fields.len() {
        return false;
    }
    let mut at = 0;
    while at < fields.len() {
        match find_field(target, fields[at]) {
            Some(column) if has_key(index, column.name) => {}
            _ => return false,
        }
        at += 1;
    }
    true
}

const fn has_key(index: &IndexDef, column: &str) -> bool {
    let mut at = 0;
    while at < index.keys.len() {
        if let IndexTermDef::Column(name) = index.keys[at].term
            && same_text(name, column)
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Tells whether the fields are the columns of the key, in any order.
const fn is_key(target: &TableDef, key: &[&str], fields: &[&str]) -> bool {
    if key.len() != fields.len() {
        return false;
    }
    let mut at = 0;
    while at < fields.len() {
        match find_field(target, fields[at]) {
            Some(column) if contains(key, column.name) => {}
            _ => return false,
        }
        at += 1;
    }
    true
}
