use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "visits")]
struct Visit {
    #[column(primary_key)]
    id: i64,
    #[column(identity)]
    counter: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Visit]
}
