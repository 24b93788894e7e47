//! The sequence of a serial column is named after the table, which has another name, and goes: its owner is asked for by its old name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "members", was = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    number: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
