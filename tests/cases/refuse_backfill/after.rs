//! An invariant would refuse the rows; a value that is itself filled by the same migration is not there yet.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[immutable(email, owner)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    #[column(backfill = "'nobody'")]
    owner: String,
    #[column(backfill = "1")]
    one: i32,
    #[column(backfill = "one + 1")]
    two: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
