//! A column that would count from the start over the rows that are there; a new one for a table in use; one whose sequence would need a name that another has.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(identity)]
    number: i32,
    #[column(identity(start = 100))]
    counted: i64,
    #[column(identity)]
    place: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
