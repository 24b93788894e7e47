use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(identity)]
    number: i32,
    #[column(identity(by_default, max = 100, cycle))]
    place: i64,
    #[column(identity(by_default, start = -200, increment = 10, min = -200, max = 200))]
    volt: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
