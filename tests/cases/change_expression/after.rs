//! The expression of a stored generated column changes, allowed by name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated = "price * 3")]
    double: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 17..=18,
    tables = [T]
}
