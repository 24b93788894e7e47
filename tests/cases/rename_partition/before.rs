use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events", partition_by = list(kind))]
#[partition(name = "events_a", values = "IN ('a')", comment = "The first ones.")]
#[partition(name = "events_b", values = "IN ('b')", partition_by = hash(id))]
#[partition(name = "events_b_0", of = "events_b", values = "WITH (modulus 1, remainder 0)")]
#[primary_key(id, kind)]
#[index(user_id)]
#[check(kind_is_said, "kind <> ''")]
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
