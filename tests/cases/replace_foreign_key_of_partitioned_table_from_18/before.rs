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
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(user_id))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 2, remainder 0)")]
#[partition(name = "events_b_1", of = "events_b", values = "WITH (modulus 2, remainder 1)")]
#[index(user_id)]
#[index(by)]
struct Event {
    kind: String,
    #[references(User::id, on_delete = cascade)]
    user_id: i64,
    #[references(User::id, deferrable)]
    by: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [User, Event]
}
