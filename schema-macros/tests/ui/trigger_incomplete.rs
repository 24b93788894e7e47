use schema_core::{Table, types::Uuid};

#[derive(Table)]
#[trigger(touch, "BEFORE UPDATE")]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

fn main() {}
