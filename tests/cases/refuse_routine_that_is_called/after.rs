//! Routines that are called have other arguments, other names of arguments, another result or a default less, or are gone, and what calls them stays as it is.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(age_fits, "public.fits(age)")]
#[index(expr("public.grown(age)"), name = "users_grown")]
#[trigger(touch, "BEFORE UPDATE", execute = "public.touch()")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "public.usual(18)")]
    age: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.fits(bigint)" = "CREATE FUNCTION public.fits(a bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0'",
        "public.grown(int)" = "CREATE FUNCTION public.grown(a int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a - 18'",
        "public.twice(int)" = "CREATE FUNCTION public.twice(a int) RETURNS int LANGUAGE sql RETURN public.once(a) * 2",
        "public.once(int)" = "CREATE FUNCTION public.once(b int) RETURNS int LANGUAGE sql AS 'SELECT b'",
        "public.usual(int)" = "CREATE FUNCTION public.usual(a int) RETURNS int LANGUAGE sql AS 'SELECT a'",
    },
    tables = [User]
}
