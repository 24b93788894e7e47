//! A table becomes the first partition of a new one, with its rows: it gets what that has, and loses what that has not.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "all_events", partition_by = list(kind))]
#[partition(name = "events", values = "IN ('a')")]
#[partition(name = "events_b", values = "IN ('b')")]
#[partition(name = "events_rest", default)]
#[primary_key(id, kind)]
#[check(kind_is_short, "length(kind) < 10")]
#[index(user_id)]
#[trigger(touched, "BEFORE INSERT", execute = "public.touch()")]
struct Event {
    id: i64,
    kind: String,
    #[references(User::id)]
    user_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.touch()" = "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    },
    tables = [User, Event]
}
