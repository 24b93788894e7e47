use schema_core::prelude::*;

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

schema! {
    pub static SCHEMA,
    postgres = 15..=18,
    steps = [step("a", "tidy up", behind = backfill, sql = "", done = "true", undo(""), irreversible = "it is so")],
    tables = [Toy]
}

fn main() {}
