//! Partitions are added to a table in use: one with rows in itself, one that is divided in its turn, one of a partition.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2020", values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')")]
#[partition(name = "events_2021", values = "FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')", partition_by = list(kind))]
#[partition(name = "events_2021_a", of = "events_2021", values = "IN ('a')")]
#[partition(name = "events_2021_rest", of = "events_2021", default)]
#[partition(
    name = "events_2022",
    values = "FROM ('2022-01-01 00:00:00+00') TO ('2023-01-01 00:00:00+00')",
    with(fillfactor = 80),
    comment = "This year."
)]
#[partition(name = "events_2023", values = "FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00')", partition_by = hash(id))]
#[partition(name = "events_2023_0", of = "events_2023", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "events_2023_1", of = "events_2023", values = "WITH (modulus 2, remainder 1)")]
#[partition(name = "events_rest", default)]
#[primary_key(id, made_at, kind)]
#[index(user_id, comment = "serves: foreign key user_id")]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: String,
    note: Option<String>,
    #[references(User::id)]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
