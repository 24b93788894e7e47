use schema_core::{Table, types::Uuid};

#[derive(Table)]
#[table(name = "toys", was = "toys")]
struct Toy {
    #[column(primary_key)]
    id: Uuid,
}

fn main() {}
