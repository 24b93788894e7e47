use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(age_fits, "public.fits(age)")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.fits(int)" = "CREATE FUNCTION public.fits(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0'",
    },
    tables = [User]
}
