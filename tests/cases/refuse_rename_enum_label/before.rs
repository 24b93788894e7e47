use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(known, "state <> 'OPEN' OR note <> 'OPEN'")]
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
    Open,
}

#[derive(PgEnum)]
enum Mood {
    Sad,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.is_sad()" = "CREATE FUNCTION public.is_sad() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT bool_or(mood = ''SAD'') FROM public.notes'",
    },
    tables = [Order, Note]
}
