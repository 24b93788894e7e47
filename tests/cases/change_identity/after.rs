//! Identity columns count otherwise.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(identity(by_default, increment = 5, max = 1000))]
    number: i32,
    #[column(identity(start = 7, cache = 3))]
    place: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
