use schema_core::{Table, types::Uuid};

#[derive(Table)]
#[trigger(touch, "AFTER SELECT", execute = "public.touch()")]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

fn main() {}
