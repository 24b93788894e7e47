use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = range(expr("lower(kind)"), id))]
#[partition(name = "events_b_all", of = "events_b", values = "FROM (MINVALUE, MINVALUE) TO (MAXVALUE, MAXVALUE)")]
#[check("kind <> ''")]
struct Event {
    id: i64,
    kind: String,
}

#[derive(Table)]
#[table(name = "states", partition_by = hash(code))]
#[partition(name = "states_all", values = "WITH (modulus 1, remainder 0)")]
struct State {
    #[column(primary_key)]
    code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, State]
}
