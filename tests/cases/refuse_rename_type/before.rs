use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
    state: Option<State>,
}

#[derive(PgEnum)]
enum State {
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
