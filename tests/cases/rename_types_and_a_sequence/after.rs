//! An enum, a domain, a composite type and a sequence by hint, with a label and an attribute of them: columns, array types,
//! attributes, arguments and everything that is parsed follow on the server; texts that only read like the names stay.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(never_both, "state <> 'It is open'::public.condition OR note <> 'state'::text")]
#[check(known, "state = ANY (ARRAY['It is open', 'Shut']::condition[])")]
#[index(id, where = "state = 'It is open'::public.condition")]
#[trigger(told, "BEFORE UPDATE", execute = "public.tell('state')", when = "NEW.state = 'It is open'::public.condition")]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'It is open'::public.condition")]
    state: Condition,
    past: Vec<Condition>,
    #[column(default = "'state'")]
    note: String,
    #[column(generated = "state = 'It is open'::public.condition")]
    is_open: bool,
    last: Latest,
    place: Option<Address>,
    #[column(default = "nextval('public.\"Numbers\"'::regclass)")]
    number: i64,
}

#[derive(PgEnum)]
#[pg_enum(was = "state", rename_all = "PascalCase")]
enum Condition {
    New,
    #[label("It is open", was = "Open")]
    Open,
    Shut,
}

#[derive(Domain)]
#[domain(was = "last", default = "'It is open'::public.condition", check("VALUE <> 'Shut'::public.condition"))]
struct Latest(Condition);

#[derive(Composite)]
#[composite(was = "place")]
struct Address {
    state: Condition,
    #[attribute(was = "town")]
    city: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("Numbers", was = "numbers", start = 100)],
    routines = {
        "public.tell()" = "CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "public.is_open(public.condition)" = "CREATE FUNCTION public.is_open(public.condition) RETURNS boolean LANGUAGE sql RETURN $1 = 'It is open'::public.condition",
        "public.is_known(public.address)" = "CREATE FUNCTION public.is_known(public.address) RETURNS boolean LANGUAGE sql RETURN ($1 IS NOT NULL)",
    },
    tables = [Order]
}
