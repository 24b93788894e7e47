//! Indexes of two tables and the one of a key change names in a circle, two in a row.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[unique(b, name = "five")]
#[index(a, name = "four")]
#[index(c, name = "six")]
struct Event {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
    c: i64,
}

#[derive(Table)]
#[table(name = "users")]
#[index(a, name = "one")]
#[index(b, name = "two")]
#[index(c, name = "seven")]
struct User {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
    c: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, User]
}
