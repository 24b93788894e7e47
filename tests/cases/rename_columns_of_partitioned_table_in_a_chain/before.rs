use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(kind))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[index(a)]
#[index(b)]
#[unique(kind, a)]
#[unique(kind, b)]
struct Event {
    kind: String,
    a: i64,
    b: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
