//! Below what is attached PostgreSQL makes no identity columns: rows would be refused there, and DETACH PARTITION too.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2020", values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')")]
#[partition(
    name = "events_2021",
    values = "FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')",
    partition_by = hash(id)
)]
#[partition(name = "events_2021_0", of = "events_2021", values = "WITH (modulus 1, remainder 0)")]
struct Event {
    #[column(identity)]
    id: i64,
    made_at: Timestamptz,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
