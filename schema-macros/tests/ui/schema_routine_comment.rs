//! A routine with something other than a comment behind its definition.

use schema_core::prelude::*;

schema! {
    pub static SCHEMA, postgres = 15..=18,
    routines = {
        "public.one()" = ("CREATE FUNCTION public.one() RETURNS int LANGUAGE sql RETURN 1", cost = "10"),
    },
    tables = []
}
