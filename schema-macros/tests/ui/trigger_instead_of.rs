use schema_core::{Table, types::Uuid};

#[derive(Table)]
#[trigger(shown, "INSTEAD OF UPDATE", execute = "public.touch()")]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

fn main() {}
