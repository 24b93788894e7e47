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
        "touch()" = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    },
    tables = [Toy]
}

fn main() {}
