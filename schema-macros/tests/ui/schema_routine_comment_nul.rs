//! A comment of a routine that PostgreSQL cannot take.

use schema_core::prelude::*;

schema! {
    pub static SCHEMA, postgres = 15..=18,
    routines = {
        "public.one()" = ("CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1", comment = "one\0"),
    },
    tables = []
}
