//! A table and an index get names that indexes have which go later.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[index(a, name = "told")]
struct Event {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
}

#[derive(Table)]
#[table(name = "accounts", was = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    b: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, User]
}
