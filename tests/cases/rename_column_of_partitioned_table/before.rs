use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(id))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[primary_key(id, kind)]
#[unique(id, code, kind)]
#[index(code)]
#[index(made_at desc, name = "recent", include(code))]
#[index(expr("lower(code)"))]
struct Event {
    id: i64,
    kind: String,
    code: String,
    made_at: Option<Timestamptz>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
