use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(identity, backfill = "1")]
    age: i32,
}

fn main() {}
