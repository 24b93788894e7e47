//! A key takes the name of an index, and a CHECK that of the key: each waits for the one before it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[unique(a, name = "two")]
#[index(b, name = "three")]
#[check(one, "c > 0")]
struct Event {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
    c: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
