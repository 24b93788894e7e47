use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(age_fits, "public.fits(age)")]
#[index(expr("public.spelled(email)"), name = "users_email_spelled", unique)]
struct User {
    #[column(primary_key)]
    id: i64,
    age: i32,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.fits(int)" = "CREATE FUNCTION public.fits(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0'",
        "public.spelled(text)" = "CREATE FUNCTION public.spelled(a text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(a)'",
    },
    tables = [User]
}
