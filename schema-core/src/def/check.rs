//! Checks that run while the user's crate compiles.
//!
//! `#[derive(Table)]` calls each from a `const _: () = ...;` of its own, whose span is the place of the mistake: the
//! functions are `#[track_caller]`, and a panic in const evaluation is reported where the caller stands. They take the
//! table's definition and the definitions that its foreign keys refer to, because a function pointer cannot be called
//! in const evaluation. A stub passes every check: its own error has been reported.

mod column;
mod invariant;
mod key;

pub use column::{backfilled_column, column_type, value_source};
pub use invariant::{
    lifecycle_is_complete, required_field, required_label, state_column, state_label, target_is_frozen,
};
pub use key::references_key;

use super::message::{Message, contains, same_text};
use super::{ActionDef, ColumnDef, ForeignKeyDef, TableDef};
use crate::types::are_compared;

/// Checks that a column of the primary key is not nullable.
#[track_caller]
pub const fn primary_key_column(table: &TableDef, column: usize) {
    let column = &table.columns[column];
    if !column.nullable {
        return;
    }
    let mut message = Message::new();
    message.push("primary key column `");
    message.push(table.name);
    message.push(".");
    message.push(column.name);
    message.push("` is an Option; PostgreSQL makes the columns of a primary key NOT NULL");
    panic!("{}", message.as_str())
}

/// Checks that the target of a foreign key has the field referred to.
#[track_caller]
pub const fn referenced_field(table: &TableDef, targets: &[&TableDef], foreign_key: usize, pair: usize) {
    let target = targets[foreign_key];
    let field = table.foreign_keys[foreign_key].referenced_fields[pair];
    if target.is_stub || find_field(target, field).is_some() {
        return;
    }
    no_such_field(target, field)
}

/// Checks that the table of a column that owns a sequence has the column's field.
#[track_caller]
pub const fn owner_field(table: &TableDef, field: &str) {
    if table.is_stub || find_field(table, field).is_some() {
        return;
    }
    no_such_field(table, field)
}

#[track_caller]
const fn no_such_field(target: &TableDef, field: &str) -> ! {
    let mut message = Message::new();
    message.push("`");
    message.push(target.rust_name);
    message.push("` has no field `");
    message.push(field);
    message.push("`; its fields: ");
    let mut at = 0;
    while at < target.columns.len() {
        if at > 0 {
            message.push(", ");
        }
        message.push(target.columns[at].field);
        at += 1;
    }
    panic!("{}", message.as_str())
}

/// Checks that a column of a foreign key has the type of the column it refers to, where it does not say that it differs.
#[track_caller]
pub const fn same_type(table: &TableDef, targets: &[&TableDef], foreign_key: usize, pair: usize) {
    let target = targets[foreign_key];
    let definition = &table.foreign_keys[foreign_key];
    if definition.cross_type {
        return;
    }
    let Some(referenced) = find_field(target, definition.referenced_fields[pair]) else {
        return;
    };
    let Some(column) = find_column(table, definition.columns[pair]) else {
        return;
    };
    // Types by name have many spellings: gen compares what they stand for.
    if column.is_typed_by_name || referenced.is_typed_by_name || column.pg_type.same(referenced.pg_type) {
        return;
    }
    let mut message = Message::new();
    message.push("foreign key `");
    message.push(table.name);
    message.push(".");
    message.push(column.name);
    message.push("` is ");
    message.push_type(column.pg_type);
    message.push(" but `");
    message.push(target.name);
    message.push(".");
    message.push(referenced.name);
    message.push("` is ");
    message.push_type(referenced.pg_type);
    message.push(match are_compared(column.pg_type, referenced.pg_type) {
        true => "; give both one type, or write `cross_type`",
        false => "",
    });
    panic!("{}", message.as_str())
}

/// Checks that `ON DELETE SET NULL` and `SET DEFAULT` leave no NULL in a column that is NOT NULL.
#[track_caller]
pub const fn on_delete(table: &TableDef, foreign_key: usize) {
    let definition = &table.foreign_keys[foreign_key];
    action_can_be_done(table, definition, "ON DELETE", definition.on_delete);
}

/// Checks that `ON UPDATE SET NULL` and `SET DEFAULT` leave no NULL in a column that is NOT NULL.
#[track_caller]
pub const fn on_update(table: &TableDef, foreign_key: usize) {
    let definition = &table.foreign_keys[foreign_key];
    action_can_be_done(table, definition, "ON UPDATE", definition.on_update);
}

#[track_caller]
const fn action_can_be_done(table: &TableDef, definition: &ForeignKeyDef, event: &str, action: ActionDef) {
    let (verb, named, defaults) = match action {
        ActionDef::NoAction | ActionDef::Restrict | ActionDef::Cascade => return,
        ActionDef::SetNull(columns) => ("SET NULL", columns, false),
        ActionDef::SetDefault(columns) => ("SET DEFAULT", columns, true),
    };
    let columns = if named.is_empty() { definition.columns } else { named };
    let mut at = 0;
    while at < columns.len() {
        if let Some(column) = find_column(table, columns[at])
            && !column.nullable
            && !(defaults && column.default.is_some())
        {
            let mut message = Message::new();
            push_foreign_key(&mut message, table, definition);
            message.push(" is ");
            message.push(event);
            message.push(" ");
            message.push(verb);
            message.push(", but `");
            message.push(column.name);
            message.push(if defaults { "` is NOT NULL and has no default" } else { "` is NOT NULL" });
            push_columns_to_name(&mut message, table, definition, named, defaults);
            panic!("{}", message.as_str())
        }
        at += 1;
    }
}

/// Says which columns `set_null(...)` could name, if any.
const fn push_columns_to_name(
    message: &mut Message,
    table: &TableDef,
    definition: &ForeignKeyDef,
    named: &[&str],
    defaults: bool,
) {
    if !named.is_empty() {
        return;
    }
    let mut found = false;
    let mut at = 0;
    while at < definition.columns.len() {
        if let Some(column) = find_column(table, definition.columns[at])
            && column.nullable
        {
            message.push(match (found, defaults) {
                (true, _) => ", ",
                (false, false) => "; name the columns that may be null: `set_null(",
                (false, true) => "; name the columns that may be null: `set_default(",
            });
            message.push(column.field);
            found = true;
        }
        at += 1;
    }
    if found {
        message.push(")`");
    }
}

/// Checks that a foreign key between two tables with scopes carries what both scopes have.
///
/// Otherwise a row could refer across scopes: to another workspace's row, say.
#[track_caller]
pub const fn carries_scope(table: &TableDef, targets: &[&TableDef], foreign_key: usize) {
    let target = targets[foreign_key];
    let definition = &table.foreign_keys[foreign_key];
    if target.is_stub || !has_fields(target, definition.referenced_fields) || is_waived(definition, "scope") {
        return;
    }
    let Some(missing) = missing_scope(table, target, definition) else {
        return;
    };
    let mut message = Message::new();
    push_foreign_key(&mut message, table, definition);
    message.push(" does not carry `");
    message.push(missing);
    message.push("`, so that a row could refer to another scope: `");
    message.push(table.name);
    message.push("` and `");
    message.push(target.name);
    message.push("` share the scope (");
    let mut shared = 0;
    let mut at = 0;
    while at < table.scope.len() {
        if contains(target.scope, table.scope[at]) {
            if shared > 0 {
                message.push(", ");
            }
            message.push(table.scope[at]);
            shared += 1;
        }
        at += 1;
    }
    message.push(
        "), which stands on both sides of their foreign keys, or `waive(scope, reason = \"...\", until = \"...\")`",
    );
    panic!("{}", message.as_str())
}

/// The first column of the scope both tables have that the foreign key does not pair with its namesake.
const fn missing_scope(table: &TableDef, target: &TableDef, definition: &ForeignKeyDef) -> Option<&'static str> {
    let mut at = 0;
    while at < table.scope.len() {
        let column = table.scope[at];
        if contains(target.scope, column) && !pairs(target, definition, column) {
            return Some(column);
        }
        at += 1;
    }
    None
}

const fn pairs(target: &TableDef, definition: &ForeignKeyDef, column: &str) -> bool {
    let mut at = 0;
    while at < definition.columns.len() {
        if same_text(definition.columns[at], column)
            && let Some(referenced) = find_field(target, definition.referenced_fields[at])
            && same_text(referenced.name, column)
        {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_waived(definition: &ForeignKeyDef, rule: &str) -> bool {
    let mut at = 0;
    while at < definition.waivers.len() {
        if same_text(definition.waivers[at].rule, rule) {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_fields(target: &TableDef, fields: &[&str]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        if find_field(target, fields[at]).is_none() {
            return false;
        }
        at += 1;
    }
    true
}

const fn find_field(table: &TableDef, field: &str) -> Option<&'static ColumnDef> {
    let columns: &'static [ColumnDef] = table.columns;
    let mut at = 0;
    while at < columns.len() {
        if same_text(columns[at].field, field) {
            return Some(&columns[at]);
        }
        at += 1;
    }
    None
}

const fn find_column(table: &TableDef, name: &str) -> Option<&'static ColumnDef> {
    let columns: &'static [ColumnDef] = table.columns;
    let mut at = 0;
    while at < columns.len() {
        if same_text(columns[at].name, name) {
            return Some(&columns[at]);
        }
        at += 1;
    }
    None
}

/// Appends ``foreign key `child.parent_id` `` or ``foreign key `child (a, b)` ``.
const fn push_foreign_key(message: &mut Message, table: &TableDef, definition: &ForeignKeyDef) {
    message.push("foreign key `");
    message.push(table.name);
    if definition.columns.len() == 1 {
        message.push(".");
        message.push(definition.columns[0]);
    } else {
        message.push(" (");
        message.push_list(definition.columns);
        message.push(")");
    }
    message.push("`");
}
