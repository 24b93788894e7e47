//! How a table is divided stays, and whether it is.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = range(id))]
#[partition(name = "events_1", values = "FROM (0) TO (10)")]
#[primary_key(id, made_at)]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: String,
    user_id: i64,
}

#[derive(Table)]
#[table(partition_by = hash(id))]
struct Plain {
    #[column(primary_key)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, Plain]
}
