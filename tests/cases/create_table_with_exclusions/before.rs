use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "rooms")]
struct Room {
    #[column(primary_key)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Room]
}
