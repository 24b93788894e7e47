use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[column(using("(SELECT 1)", from = "text", back = "age::text"))]
    age: i32,
}

fn main() {}
