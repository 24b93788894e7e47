//! What is said of a trigger or a routine changes by itself: neither is made anew, for which writers would wait.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[trigger(touched, "BEFORE UPDATE", execute = "public.touch()", comment = "has changed")]
#[trigger(told, "AFTER INSERT", execute = "public.touch()")]
#[trigger(counted, "AFTER DELETE", execute = "public.touch()", comment = "comes")]
struct User {
    #[column(primary_key)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.touch()" = (
            "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            comment = "has changed",
        ),
    },
    tables = [User]
}
