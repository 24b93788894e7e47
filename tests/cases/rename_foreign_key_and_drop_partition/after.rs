//! A partition is dropped whose foreign key has got another name with that of its table.

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
#[primary_key(id, kind)]
#[index(user_id, kind)]
#[foreign_key((user_id) => User(id), name = "of_user")]
struct Event {
    id: i64,
    kind: String,
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Event]
}
