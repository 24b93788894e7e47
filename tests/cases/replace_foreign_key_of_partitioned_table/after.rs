//! Foreign keys of a partitioned table get another action, and become deferrable: each new one is proven before the old one
//! goes, and has its name in every partition in the end.

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
    #[references(User::id, on_delete = restrict)]
    user_id: i64,
    #[references(User::id, deferrable, on_delete = set_null, comment = "Who did it.")]
    by: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
