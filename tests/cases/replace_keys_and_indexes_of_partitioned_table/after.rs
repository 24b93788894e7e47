//! A unique constraint and indexes of a partitioned table are replaced under their names: over other columns, and over the same
//! ones in another way. The old ones stay until the new ones are built.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(kind))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "events_b_1", of = "events_b", values = "WITH (modulus 2, remainder 1)")]
#[unique(kind, number, include(made_at), name = "events_kind_number_key")]
#[unique(kind, user_id, name = "events_user", nulls_not_distinct)]
#[index(user_id, number, name = "events_by_user", comment = "serves: the list of a user")]
#[index(made_at, where = "number > 0")]
struct Event {
    kind: String,
    user_id: i64,
    number: i64,
    made_at: Timestamptz,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
