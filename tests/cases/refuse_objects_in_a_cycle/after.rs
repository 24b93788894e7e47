//! A domain whose CHECK calls a routine that takes the domain; another one whose CHECK calls a routine that reads a table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    code: Option<Code>,
    known: Option<Known>,
}

#[derive(Domain)]
#[domain(check(code_is_one, "public.is_code(VALUE)"))]
struct Code(String);

#[derive(Domain)]
#[domain(check(is_known, "public.is_known(VALUE)"))]
struct Known(i64);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.is_code(public.code)" = "CREATE FUNCTION public.is_code(a public.code) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT true'",
        "public.is_known(bigint)" = "CREATE FUNCTION public.is_known(a bigint) RETURNS boolean
            LANGUAGE sql RETURN EXISTS (SELECT FROM public.users WHERE id = a)",
    },
    tables = [User]
}
