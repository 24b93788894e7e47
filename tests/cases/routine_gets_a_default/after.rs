//! A routine that a CHECK calls gets a name and a default of its argument, which a new default leaves out: CREATE OR REPLACE makes that, and not the way back.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(age_fits, "public.fits(age)")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: i32,
    #[column(default = "public.fits()")]
    is_fit: Option<bool>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.fits(int)" = "CREATE FUNCTION public.fits(a integer DEFAULT 1) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT a > 0'",
    },
    tables = [User]
}
