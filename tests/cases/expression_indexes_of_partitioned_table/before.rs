use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_rest", default)]
struct Event {
    id: i64,
    kind: String,
    made_at: Timestamptz,
    payload: Jsonb,
    size: Option<Size>,
}

#[derive(Composite)]
struct Size {
    width: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
