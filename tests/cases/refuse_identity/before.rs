use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    number: i32,
    #[column(serial)]
    counted: i64,
    place: i64,
    #[column(identity)]
    given: i64,
    other: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("users_place_seq")],
    tables = [T]
}
