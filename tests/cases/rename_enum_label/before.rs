use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(never_both, "state <> 'Open'::public.state OR note <> 'Open'::text")]
#[check(state_is_known, "state IN ('Open', 'Shut')")]
#[index(id, where = "state = 'Open'")]
#[exclude(using = btree, note = "=", where = "state = 'Open'::public.state", name = "one_open")]
#[trigger(told, "BEFORE UPDATE", execute = "public.tell('Open')", when = "NEW.state = 'Open'")]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'Open'")]
    state: State,
    past: Vec<State>,
    #[column(default = "'Open'")]
    note: String,
    #[column(generated = "state = 'Open'::public.state AND note <> 'Open'::text")]
    is_open: bool,
    last: Last,
}

#[derive(PgEnum)]
#[pg_enum(rename_all = "PascalCase")]
enum State {
    Open,
    Shut,
}

#[derive(Domain)]
#[domain(default = "'Open'", check("VALUE <> 'Shut'"))]
struct Last(State);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "public.is_open(public.state)" = "CREATE FUNCTION public.is_open(public.state) RETURNS boolean LANGUAGE sql RETURN $1 = 'Open'::public.state",
    },
    tables = [Order]
}
