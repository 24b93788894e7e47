//! Partitions are dropped: one concurrently, and one that is divided in its turn.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2023", values = "FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00')")]
#[primary_key(id, made_at, kind)]
#[index(user_id, comment = "serves: foreign key user_id")]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: String,
    #[references(User::id)]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
