//! The body of a routine names the type, and would go on asking for the old name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
    state: Option<Condition>,
}

#[derive(PgEnum)]
#[pg_enum(was = "state")]
enum Condition {
    Open,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.open()" = "CREATE FUNCTION public.open() RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN (''OPEN''::public.state)::text; END'",
    },
    tables = [Order]
}
