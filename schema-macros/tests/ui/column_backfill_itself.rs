use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(backfill = "age + 1")]
    age: i32,
}

fn main() {}
