//! Virtual columns are new, change and go: none of it reads a row.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated_virtual = "price * 3")]
    double: Option<i32>,
    #[column(generated_virtual = "price * 4")]
    four: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
