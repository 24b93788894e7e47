use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key, was = "")]
    id: Uuid,
}

fn main() {}
