//! What calls a routine calls one of other arguments from now on, in other words; a routine that is called has a default more, and one that nothing calls another name of an argument.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(size_fits, "public.fits(size::bigint)")]
#[index(expr("public.fits(size::bigint)"), name = "users_fits")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "public.usual(18, 1)")]
    age: i32,
    size: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.fits(bigint)" = "CREATE FUNCTION public.fits(a bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0'",
        "public.fits_both(int)" = "CREATE FUNCTION public.fits_both(a integer) RETURNS bool LANGUAGE sql IMMUTABLE RETURN public.fits(a::bigint) AND a < 200",
        "public.usual(int, int)" = "CREATE FUNCTION public.usual(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b'",
        "public.counted(int)" = "CREATE FUNCTION public.counted(a int, OUT one int, OUT two int) RETURNS record LANGUAGE sql AS 'SELECT a, a + 1'",
        "public.is_it(int)" = "CREATE FUNCTION public.is_it(b int) RETURNS boolean LANGUAGE sql AS 'SELECT b > 1'",
    },
    tables = [User]
}
