use schema_core::{Table, types::Uuid};

#[derive(Table)]
#[trigger(touch, "BEFORE UPDATE", execute = "touch()")]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    name: String,
}

fn main() {}
