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
#[partition(name = "events_b", values = "IN ('b')")]
#[check(kind_is_short, "length(kind) < 10")]
#[index(user_id, comment = "serves: foreign key user_id")]
#[primary_key(id, kind)]
struct Event {
    id: i64,
    kind: String,
    #[references(User::id)]
    user_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
