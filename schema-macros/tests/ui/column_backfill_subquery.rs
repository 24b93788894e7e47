use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(backfill = "(SELECT max(age) FROM toy)")]
    age: i32,
}

fn main() {}
