//! What a column's type allows.

use crate::def::message::{Message, same_text};
use crate::def::{TableDef, ValueSourceDef};
use crate::types::TypeDef;

/// Checks that the type of a column that a sequence fills is an integer, and that no NULL can be in it.
#[track_caller]
pub const fn value_source(table: &TableDef, column: usize) {
    let column = &table.columns[column];
    let what = match column.source {
        ValueSourceDef::Given | ValueSourceDef::Generated { .. } => return,
        ValueSourceDef::Identity { .. } => "identity",
        ValueSourceDef::Serial => "serial",
    };
    let mut message = Message::new();
    message.push(what);
    message.push(" column `");
    message.push(table.name);
    message.push(".");
    message.push(column.name);
    message.push("` is ");
    if column.is_typed_by_name || !is_integer(column.pg_type) {
        message.push_type(column.pg_type);
        message.push("; a sequence gives i16, i32 or i64");
    } else if column.nullable {
        message.push("an Option; PostgreSQL makes it NOT NULL");
    } else {
        return;
    }
    panic!("{}", message.as_str())
}

/// Checks that a column whose rows are filled is NOT NULL afterwards.
#[track_caller]
pub const fn backfilled_column(table: &TableDef, column: usize) {
    let column = &table.columns[column];
    if !column.nullable {
        return;
    }
    let mut message = Message::new();
    message.push("column `");
    message.push(table.name);
    message.push(".");
    message.push(column.name);
    message.push("` is an Option; rows are filled where a column becomes NOT NULL");
    panic!("{}", message.as_str())
}

const fn is_integer(pg_type: TypeDef) -> bool {
    let name = pg_type.name;
    !pg_type.is_array && (same_text(name, "smallint") || same_text(name, "integer") || same_text(name, "bigint"))
}

/// Checks that a column's type is one that PostgreSQL has.
#[track_caller]
pub const fn column_type(table: &TableDef, column: usize) {
    let column = &table.columns[column];
    let Some(limits) = limits_of_modifiers(column.pg_type) else {
        return;
    };
    let mut message = Message::new();
    message.push("column `");
    message.push(table.name);
    message.push(".");
    message.push(column.name);
    message.push("` is ");
    message.push_type(column.pg_type);
    message.push("; ");
    message.push(limits);
    panic!("{}", message.as_str())
}

/// What PostgreSQL allows, where the numbers in the parentheses are beyond it.
const fn limits_of_modifiers(pg_type: TypeDef) -> Option<&'static str> {
    let (first, second) = match *pg_type.modifiers {
        [first] => (first, 0),
        [first, second] => (first, second),
        _ => return None,
    };
    if same_text(pg_type.name, "numeric") {
        // https://www.postgresql.org/docs/current/datatype-numeric.html: precision up to 1000. (A scale beyond the
        // precision or below zero exists since 15; it is refused as a slip.)
        let fits = first >= 1 && first <= 1000 && second >= 0 && second <= first;
        return if fits { None } else { Some("a precision is 1 to 1000 digits, and the scale at most the precision") };
    }
    // `MaxAttrSize`, in bits where the type is one of bits.
    let bits = same_text(pg_type.name, "bit") || same_text(pg_type.name, "bit varying");
    let most = if bits { 83_886_080 } else { 10_485_760 };
    if first >= 1 && first <= most {
        None
    } else if bits {
        Some("a length is 1 to 83886080 bits")
    } else {
        Some("a length is 1 to 10485760 characters")
    }
}
