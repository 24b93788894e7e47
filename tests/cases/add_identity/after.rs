//! Plain columns become identity columns, one of them with its default gone, another with its NULLs.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(identity(start = 1000))]
    number: i32,
    #[column(identity(by_default, start = 500))]
    place: i64,
    #[column(identity(start = 10))]
    maybe: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
