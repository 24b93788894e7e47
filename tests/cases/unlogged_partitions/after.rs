//! A partition becomes unlogged and another one logged, allowed by name; unlogged ones are new, of a table in use and of one
//! that is new.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')", partition_by = hash(id))]
#[partition(name = "events_a_0", of = "events_a", values = "WITH (modulus 1, remainder 0)", unlogged)]
#[partition(name = "events_b", values = "IN ('b')")]
#[partition(name = "events_c", values = "IN ('c')", unlogged, with(fillfactor = 80))]
#[primary_key(id, kind)]
#[index(user_id)]
struct Event {
    id: i64,
    kind: String,
    #[references(User::id)]
    user_id: i64,
}

#[derive(Table)]
#[table(name = "cached", partition_by = hash(id))]
#[partition(name = "cached_0", values = "WITH (modulus 2, remainder 0)", unlogged, comment = "Made anew.")]
#[partition(name = "cached_1", values = "WITH (modulus 2, remainder 1)")]
struct Cached {
    #[column(primary_key)]
    id: Uuid,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event, Cached]
}
