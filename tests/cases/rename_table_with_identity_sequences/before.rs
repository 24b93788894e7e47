use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "visits")]
struct Visit {
    #[column(primary_key, identity)]
    id: i64,
    #[column(identity)]
    number: i32,
    #[column(identity(sequence = "ours"))]
    own: i64,
    #[column(identity(sequence = "theirs"))]
    usual: i64,
    #[column(identity(sequence = "calls_calls_seq"))]
    calls: i64,
    #[column(identity)]
    place: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Visit]
}
