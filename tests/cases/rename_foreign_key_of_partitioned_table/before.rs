use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = range(id))]
#[partition(name = "events_b_all", of = "events_b", values = "FROM (MINVALUE) TO (MAXVALUE)")]
#[primary_key(id, kind)]
#[index(user_id, kind)]
#[foreign_key((user_id) => User(id))]
#[index(cause_id, kind)]
#[foreign_key((cause_id, kind) => Event(id, kind), name = "caused_by")]
struct Event {
    id: i64,
    kind: String,
    user_id: i64,
    cause_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
