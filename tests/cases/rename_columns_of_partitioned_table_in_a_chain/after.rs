//! The parts that partitions have of indexes are renamed after the columns: each finds its name free.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(kind))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[index(b)]
#[index(c)]
#[unique(kind, b)]
#[unique(kind, c)]
struct Event {
    kind: String,
    #[column(was = "a")]
    b: i64,
    #[column(was = "b")]
    c: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
