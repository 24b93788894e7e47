use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(size_fits, "public.fits(size)")]
#[index(expr("public.fits(size)"), name = "users_fits")]
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
        "public.fits(int)" = "CREATE FUNCTION public.fits(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0'",
        "public.fits_both(int)" = "CREATE FUNCTION public.fits_both(a int) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN public.fits(a) AND a < 200",
        "public.usual(int)" = "CREATE FUNCTION public.usual(a int) RETURNS int LANGUAGE sql AS 'SELECT a'",
        "public.counted(int)" = "CREATE FUNCTION public.counted(a int, OUT one int, OUT two int) LANGUAGE sql AS 'SELECT a, a'",
        "public.is_it(int)" = "CREATE FUNCTION public.is_it(a int) RETURNS boolean LANGUAGE sql AS 'SELECT a > 1'",
    },
    tables = [User]
}
