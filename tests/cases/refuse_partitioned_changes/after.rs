//! What PostgreSQL has no statement for, or none that lets others work.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2020", values = "FROM ('2020-01-01 00:00:00+00') TO ('2020-07-01 00:00:00+00')")]
#[partition(name = "events_2021", values = "FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')", partition_by = range(kind))]
#[partition(name = "events_2021_a", of = "events_2021", values = "FROM ('a') TO ('b')")]
#[partition(name = "events_2021_rest", of = "events_2021", default)]
#[primary_key(id, made_at, kind)]
#[index(user_id, name = "events_user_id_idx", include(id))]
#[unique(user_id, id, made_at, kind, name = "another_key")]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: Varchar<20>,
    user_id: i64,
    #[column(identity(by_default, start = 10))]
    number: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
