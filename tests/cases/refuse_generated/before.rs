use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(found)]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated = "price * 2")]
    double: Option<i32>,
    plain: Option<i32>,
    found: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
