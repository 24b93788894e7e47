//! A column with NULLs must not be NULL any more: rows that have none get a value, which the way back leaves there.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check("age > 0")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(backfill = "length(email)")]
    age: i32,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
