use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(place)]
#[index(counted desc)]
struct T {
    #[column(primary_key)]
    id: i64,
    place: i32,
    #[column(default = "0")]
    counted: i64,
    #[column(serial)]
    numbered: i32,
    known: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
