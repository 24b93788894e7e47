use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(backfill = "0")]
    age: Option<i32>,
}

fn main() {}
