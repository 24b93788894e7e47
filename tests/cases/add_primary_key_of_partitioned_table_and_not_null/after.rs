//! Columns of a partitioned table become a primary key, and on the way back they may be null in its partitions too.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')", partition_by = list(kind))]
#[partition(name = "events_a_all", of = "events_a", values = "IN ('a')")]
#[partition(name = "events_rest", default)]
#[primary_key(id, kind)]
struct Event {
    id: i64,
    kind: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
