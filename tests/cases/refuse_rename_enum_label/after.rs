//! A constant that may be the enum's or a text, and one in a body that PostgreSQL does not look into.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(known, "state <> 'BEGUN' OR note <> 'OPEN'")]
struct Order {
    #[column(primary_key)]
    id: i64,
    state: State,
    note: String,
}

#[derive(Table)]
#[table(name = "notes")]
struct Note {
    #[column(primary_key)]
    id: i64,
    mood: Option<Mood>,
}

#[derive(PgEnum)]
enum State {
    #[label(was = "OPEN")]
    Begun,
}

#[derive(PgEnum)]
enum Mood {
    #[label(was = "SAD")]
    Blue,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.is_sad()" = "CREATE FUNCTION public.is_sad() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT bool_or(mood = ''BLUE'') FROM public.notes'",
    },
    tables = [Order, Note]
}
