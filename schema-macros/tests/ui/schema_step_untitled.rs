use schema_core::prelude::*;

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

schema! {
    pub static SCHEMA,
    postgres = 15..=18,
    steps = [step("a", "", behind = backfill, sql = "", done = "true", undo(""))],
    tables = [Toy]
}

fn main() {}
