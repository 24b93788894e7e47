//! A partition is a table of its own from now on, with its rows: it has what its table had, but for what is declared
//! otherwise. Another one takes its place.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_b", values = "IN ('b')")]
#[partition(name = "events_c", values = "IN ('c')")]
#[check(kind_is_short, "length(kind) < 10")]
#[index(user_id, comment = "serves: foreign key user_id")]
#[primary_key(id, kind)]
struct Event {
    id: i64,
    kind: String,
    #[references(User::id)]
    user_id: Option<i64>,
}

/// What happened long ago.
#[derive(Table)]
#[table(name = "events_a")]
#[check(kind_is_short, "length(kind) < 10")]
#[check(of_somebody, "user_id > 0")]
#[primary_key(id, kind)]
struct OldEvent {
    id: i64,
    kind: String,
    #[column(backfill = "1")]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event, OldEvent]
}
