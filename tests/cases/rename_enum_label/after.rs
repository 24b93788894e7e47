//! Labels by hint, with a label that is new: defaults, CHECKs, predicates, expressions, conditions of triggers and bodies
//! that are parsed at once follow on the server; texts that only read like the label stay.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(never_both, "state <> 'it''s open'::public.state OR note <> 'Open'::text")]
#[check(state_is_known, "state IN ('it''s open', 'Closed')")]
#[check(positive, "state <> 'it''s open' OR id > 0")]
#[index(id, where = "state = 'it''s open'")]
#[exclude(using = btree, note = "=", where = "state = 'it''s open'::public.state", name = "one_open")]
#[trigger(told, "BEFORE UPDATE", execute = "public.tell('Open')", when = "NEW.state = 'it''s open'")]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'it''s open'")]
    state: State,
    past: Vec<State>,
    #[column(default = "'Open'")]
    note: String,
    #[column(generated = "state = 'it''s open'::public.state AND note <> 'Open'::text")]
    is_open: bool,
    last: Last,
}

#[derive(PgEnum)]
#[pg_enum(rename_all = "PascalCase")]
enum State {
    New,
    #[label("it's open", was = "Open")]
    Open,
    #[label("Closed", was = "Shut")]
    Shut,
}

#[derive(Domain)]
#[domain(default = "'it''s open'", check("VALUE <> 'Closed'"))]
struct Last(State);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "public.is_open(public.state)" = "CREATE FUNCTION public.is_open(public.state) RETURNS boolean LANGUAGE sql RETURN $1 = 'it''s open'::public.state",
    },
    tables = [Order]
}
