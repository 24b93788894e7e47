use schema_core::prelude::*;

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

schema! {
    pub static SCHEMA,
    postgres = 15..=18,
    steps = [step("a", "tidy up", behind = backfill, sql = "SELECT 1", done = "true")],
    tables = [Toy]
}

fn main() {}
