use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[trigger(touched, "BEFORE UPDATE", execute = "public.touch()", comment = "changes")]
#[trigger(told, "AFTER INSERT", execute = "public.touch()", comment = "goes")]
#[trigger(counted, "AFTER DELETE", execute = "public.touch()")]
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
            comment = "changes",
        ),
    },
    tables = [User]
}
