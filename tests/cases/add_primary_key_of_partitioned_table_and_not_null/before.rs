use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')", partition_by = list(kind))]
#[partition(name = "events_a_all", of = "events_a", values = "IN ('a')")]
#[partition(name = "events_rest", default)]
struct Event {
    id: Option<i64>,
    kind: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
