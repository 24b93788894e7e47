//! The expression of a virtual column changes on a table with a CHECK, which PostgreSQL 18 refuses.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check("id > 0")]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated_virtual = "price * 3")]
    double: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
