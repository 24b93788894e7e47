use schema_core::{Table, schema, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

schema! {
    static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.one()" = "CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "public.one()" = "CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    },
    tables = [Toy]
}

fn main() {}
