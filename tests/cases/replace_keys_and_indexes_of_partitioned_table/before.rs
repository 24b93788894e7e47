use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(kind))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "events_b_1", of = "events_b", values = "WITH (modulus 2, remainder 1)")]
#[unique(kind, number)]
#[unique(kind, user_id, number, name = "events_user")]
#[index(user_id, name = "events_by_user")]
#[index(made_at)]
struct Event {
    kind: String,
    user_id: i64,
    number: i64,
    made_at: Timestamptz,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event]
}
