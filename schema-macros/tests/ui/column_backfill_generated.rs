use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(generated = "1 + 1")]
    two: i32,
    #[column(backfill = "two")]
    age: i32,
}

fn main() {}
