use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = range(made_at))]
#[partition(name = "events_2020", values = "FROM ('2020-01-01 00:00:00+00') TO ('2021-01-01 00:00:00+00')")]
#[partition(name = "events_2021", values = "FROM ('2021-01-01 00:00:00+00') TO ('2022-01-01 00:00:00+00')", partition_by = list(kind))]
#[partition(name = "events_2021_a", of = "events_2021", values = "IN ('a')")]
#[partition(name = "events_2021_rest", of = "events_2021", default)]
#[primary_key(id, made_at, kind)]
struct Event {
    id: i64,
    made_at: Timestamptz,
    kind: String,
    note: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
