//! PostgreSQL calls an index after what its expression is made of; what is built on partitions first has these names as well.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_rest", default)]
#[index(expr("(payload ->> 'id')::bigint"))]
#[index(expr("(made_at AT TIME ZONE 'UTC')::date"), kind)]
#[index(expr("(size).width"))]
#[index(expr("CASE WHEN id > 0 THEN kind END"))]
#[index(expr("coalesce(kind, '')"), expr("md5(kind)::uuid"))]
#[index(expr("payload -> 'x'"))]
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
