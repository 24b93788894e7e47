use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "visits")]
struct Visit {
    #[column(primary_key, serial)]
    id: i32,
    #[column(unique)]
    number: i32,
    #[column(identity)]
    label: i32,
    #[column(identity)]
    rank: i32,
    age: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Visit]
}
