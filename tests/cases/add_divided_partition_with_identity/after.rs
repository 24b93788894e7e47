//! A partition with partitions of its own comes to a table with an identity column: PostgreSQL gives that to what is
//! attached, and to nothing below it, so these are attached behind it, and can be detached again.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2020", values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')")]
#[partition(
    name = "events_2021",
    values = "FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')",
    partition_by = list(id)
)]
#[partition(name = "events_2021_1", of = "events_2021", values = "IN (1)")]
#[partition(name = "events_2021_rest", of = "events_2021", default)]
#[partition(name = "events_later", default, partition_by = hash(id))]
#[partition(name = "events_later_0", of = "events_later", values = "WITH (modulus 1, remainder 0)")]
#[primary_key(id, made_at)]
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
