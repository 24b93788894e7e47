use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')", partition_by = hash(id))]
#[partition(name = "events_a_0", of = "events_a", values = "WITH (modulus 1, remainder 0)")]
#[partition(name = "events_b", values = "IN ('b')", unlogged)]
#[primary_key(id, kind)]
#[index(user_id)]
struct Event {
    id: i64,
    kind: String,
    #[references(User::id)]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
