use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "public.usual(18)")]
    age: i32,
    size: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.usual(int)" = "CREATE FUNCTION public.usual(a int) RETURNS int LANGUAGE sql AS 'SELECT a'",
        "public.sized(int, text)" = "CREATE FUNCTION public.sized(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT a'",
    },
    tables = [User]
}
