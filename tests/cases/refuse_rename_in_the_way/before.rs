use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[index(a, name = "events_a")]
#[index(b, name = "accounts")]
struct Event {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
}

#[derive(Table)]
#[table(name = "users")]
#[index(b, name = "told")]
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
