//! The checks of invariants: whether a column holds a state, and which states there are.
//!
//! The one value of a `TextEnum` whose declaration has an error is the empty text, which passes every check.

use super::super::message::{Message, contains, same_text};
use super::super::{ColumnDef, InvariantRuleDef, TableDef};
use super::{find_column, find_field, no_such_field};

/// Checks that a column can hold a state: it is a `TextEnum`, and not nullable.
#[track_caller]
pub const fn state_column(table: &TableDef, column: usize) {
    holds_a_state(table, &table.columns[column]);
}

/// Checks that a label is one of the column's values. Quiet where the column is no `TextEnum`.
#[track_caller]
pub const fn state_label(table: &TableDef, column: usize, label: &str) {
    is_a_value(table, &table.columns[column], label);
}

/// Checks that every value of the column stands in its lifecycle. Quiet where a label is none of the values.
#[track_caller]
pub const fn lifecycle_is_complete(table: &TableDef, invariant: usize) {
    let InvariantRuleDef::Lifecycle { column, initial, transitions } = &table.invariants[invariant].rule else {
        return;
    };
    let Some(column) = find_column(table, column) else {
        return;
    };
    if is_broken(column) || !are_values(column, initial, transitions) {
        return;
    }
    let mut message = Message::new();
    let mut at = 0;
    while at < column.values.len() {
        let value = column.values[at];
        if !contains(initial, value) && !is_passed(transitions, value) {
            message.push(if message.is_empty() { "this lifecycle leaves out " } else { ", " });
            message.push(value);
        }
        at += 1;
    }
    if !message.is_empty() {
        message.push("; each value of ");
        push_column(&mut message, table, column);
        message.push(" stands in a transition or in `initial`");
        panic!("{}", message.as_str())
    }
}

/// Checks that the target of a foreign key is a table whose rows can be frozen, by themselves or with another row.
#[track_caller]
pub const fn target_is_frozen(targets: &[&TableDef], foreign_key: usize) {
    let target = targets[foreign_key];
    let mut at = 0;
    while at < target.invariants.len() {
        if matches!(target.invariants[at].rule, InvariantRuleDef::Frozen { .. } | InvariantRuleDef::FrozenWith { .. }) {
            return;
        }
        at += 1;
    }
    if target.is_stub {
        return;
    }
    let mut message = Message::new();
    message.push("`");
    message.push(target.rust_name);
    message.push("` is never frozen: it has no #[frozen(...)] and no #[frozen_with(...)]");
    panic!("{}", message.as_str())
}

/// Checks that the target of a foreign key has the field, and that it holds a state.
#[track_caller]
pub const fn required_field(targets: &[&TableDef], foreign_key: usize, field: &str) {
    let target = targets[foreign_key];
    if target.is_stub {
        return;
    }
    match find_field(target, field) {
        Some(column) => holds_a_state(target, column),
        None => no_such_field(target, field),
    }
}

/// Checks that a label is one of the values of a field of a foreign key's target. Quiet where that is no `TextEnum`.
#[track_caller]
pub const fn required_label(targets: &[&TableDef], foreign_key: usize, field: &str, label: &str) {
    let target = targets[foreign_key];
    if let Some(column) = find_field(target, field) {
        is_a_value(target, column, label);
    }
}

#[track_caller]
const fn holds_a_state(table: &TableDef, column: &ColumnDef) {
    if is_broken(column) || !column.values.is_empty() && !column.nullable {
        return;
    }
    let mut message = Message::new();
    push_column(&mut message, table, column);
    if column.values.is_empty() {
        message.push(" is ");
        message.push_type(column.pg_type);
        message.push("; a state is an enum that derives `TextEnum`");
    } else {
        message.push(" is an Option; a row is always in a state, so take the Option away");
    }
    panic!("{}", message.as_str())
}

#[track_caller]
const fn is_a_value(table: &TableDef, column: &ColumnDef, label: &str) {
    if is_broken(column) || column.values.is_empty() || contains(column.values, label) {
        return;
    }
    let mut message = Message::new();
    message.push("`");
    message.push(label);
    message.push("` is none of the values of ");
    push_column(&mut message, table, column);
    message.push(": ");
    message.push_list(column.values);
    panic!("{}", message.as_str())
}

const fn is_broken(column: &ColumnDef) -> bool {
    column.values.len() == 1 && column.values[0].is_empty()
}

const fn are_values(column: &ColumnDef, initial: &[&str], transitions: &[(&str, &str)]) -> bool {
    let mut at = 0;
    while at < initial.len() {
        if !contains(column.values, initial[at]) {
            return false;
        }
        at += 1;
    }
    at = 0;
    while at < transitions.len() {
        let (from, to) = transitions[at];
        if !contains(column.values, from) || !contains(column.values, to) {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_passed(transitions: &[(&str, &str)], value: &str) -> bool {
    let mut at = 0;
    while at < transitions.len() {
        if same_text(transitions[at].0, value) || same_text(transitions[at].1, value) {
            return true;
        }
        at += 1;
    }
    false
}

/// Appends `` `table.column` ``.
const fn push_column(message: &mut Message, table: &TableDef, column: &ColumnDef) {
    message.push("`");
    message.push(table.name);
    message.push(".");
    message.push(column.name);
    message.push("`");
}
