//! An UPDATE of a partition cannot move its rows to another one, which filling the key would ask of it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_rest", default)]
struct Event {
    id: i64,
    #[column(backfill = "'a'")]
    kind: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
