//! Partitions have other names, one that is divided among them and one below it, while their table has another name too; the
//! indexes and keys that PostgreSQL named after them follow. One is beside them that is new.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "happenings", was = "events", partition_by = list(kind))]
#[partition(name = "happenings_z", was = "events_a", values = "IN ('a')", comment = "The very first ones.")]
#[partition(name = "happenings_b", was = "events_b", values = "IN ('b')", partition_by = hash(id))]
#[partition(name = "happenings_b_0", was = "events_b_0", of = "happenings_b", values = "WITH (modulus 1, remainder 0)")]
#[partition(name = "happenings_c", was = "never", values = "IN ('c')")]
#[primary_key(id, kind)]
#[index(user_id)]
#[check(kind_is_said, "kind <> ''")]
struct Event {
    id: i64,
    kind: String,
    #[references(User::id)]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
