use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(using("age::integer"))]
    age: i32,
}

fn main() {}
