//! PostgreSQL writes the whole table anew while everybody waits; and it refuses an unlogged partition of what is referred to.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users", unlogged)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: Option<String>,
}

#[derive(Table)]
#[table(name = "events", partition_by = hash(id))]
#[partition(name = "events_0", values = "WITH (modulus 1, remainder 0)", unlogged)]
struct Event {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "notes")]
#[index(event_id)]
struct Note {
    #[column(primary_key)]
    id: i64,
    #[references(Event::id)]
    event_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event, Note]
}
