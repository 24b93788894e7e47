use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "events")]
#[check(kind_is_known, "kind = 'a'")]
#[trigger(touched, "AFTER UPDATE", execute = "public.touch()")]
struct Event {
    #[column(primary_key, identity)]
    id: i64,
    kind: Option<String>,
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
