//! Indexes and keys get the columns of one another, and of one that goes: the parts of the new ones get their names once those
//! of the old ones are gone.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(kind))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[index(b, name = "first")]
#[index(a, name = "second")]
#[unique(kind, b, name = "one")]
#[unique(kind, c, name = "other")]
struct Event {
    kind: String,
    a: i64,
    b: i64,
    c: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
