use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[trigger(told, "AFTER UPDATE OF code", execute = "public.tell()")]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) code: Varchar<10>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    },
    tables = [User]
}
