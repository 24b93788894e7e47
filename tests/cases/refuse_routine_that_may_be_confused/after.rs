//! A call of one routine may mean the other while both are there: on the way back, and on the way there.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "public.usual(18, 1)")]
    age: i32,
    #[column(default = "public.sized(1)")]
    size: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.usual(int, int)" = "CREATE FUNCTION public.usual(a int, b int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT a + b'",
        "public.sized(int, int)" = "CREATE FUNCTION public.sized(a int, b int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT a'",
    },
    tables = [User]
}
