//! Routines take and return rows of a renamed table, whose CHECK is about whole rows: PostgreSQL holds the table itself, so
//! they follow, but for a body that is a text. One that is gone is dropped by the new name of its argument.

use schema_core::prelude::*;

/// A client.
#[derive(Table)]
#[table(name = "clients", was = "customers")]
#[check(is_whole, "clients.* IS NOT NULL")]
pub(crate) struct Client {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) name: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.greeting(public.clients)" = "CREATE FUNCTION public.greeting(of public.clients) RETURNS text LANGUAGE sql RETURN 'dear ' || (of).name",
        "public.read_all()" = "CREATE FUNCTION public.read_all() RETURNS SETOF public.clients LANGUAGE sql AS 'SELECT * FROM public.clients'",
        "public.read_first()" = "CREATE FUNCTION public.read_first() RETURNS SETOF public.clients LANGUAGE sql BEGIN ATOMIC SELECT clients.* FROM public.clients WHERE id = 1; END",
    },
    tables = [Client]
}
