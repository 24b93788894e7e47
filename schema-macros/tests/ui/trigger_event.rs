use schema_core::{Table, types::Uuid};

#[derive(Table)]
#[trigger(touch, "ON UPDATE", execute = "public.touch()")]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

fn main() {}
