//! Columns of a partitioned table have other names: the indexes and keys of its partitions follow, where PostgreSQL named them
//! after the columns.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(number))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[primary_key(number, kind)]
#[unique(number, label, kind)]
#[index(label)]
#[index(made_at desc, name = "recent", include(label))]
#[index(expr("lower(label)"))]
struct Event {
    #[column(was = "id")]
    number: i64,
    kind: String,
    #[column(was = "code")]
    label: String,
    made_at: Option<Timestamptz>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
