use schema_core::{Table, types::Uuid};

#[derive(Table)]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
    #[trigger(touch, "BEFORE UPDATE", execute = "public.touch()")]
    name: String,
}

fn main() {}
