use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(never_both, "state <> 'Open'::public.state OR note <> 'state'::text")]
#[check(known, "state = ANY (ARRAY['Open', 'Shut']::state[])")]
#[index(id, where = "state = 'Open'::public.state")]
#[trigger(told, "BEFORE UPDATE", execute = "public.tell('state')", when = "NEW.state = 'Open'::public.state")]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'Open'::public.state")]
    state: State,
    past: Vec<State>,
    #[column(default = "'state'")]
    note: String,
    #[column(generated = "state = 'Open'::public.state")]
    is_open: bool,
    last: Last,
    place: Option<Place>,
    #[column(default = "nextval('public.numbers'::regclass)")]
    number: i64,
}

#[derive(PgEnum)]
#[pg_enum(rename_all = "PascalCase")]
enum State {
    Open,
    Shut,
}

#[derive(Domain)]
#[domain(default = "'Open'::public.state", check("VALUE <> 'Shut'::public.state"))]
struct Last(State);

#[derive(Composite)]
struct Place {
    state: State,
    town: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("numbers", start = 100)],
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "public.is_open(public.state)" = "CREATE FUNCTION public.is_open(public.state) RETURNS boolean LANGUAGE sql RETURN $1 = 'Open'::public.state",
        "public.is_known(public.place)" = "CREATE FUNCTION public.is_known(public.place) RETURNS boolean LANGUAGE sql RETURN ($1 IS NOT NULL)",
    },
    tables = [Order]
}
