//! Rows are filled first: a column that is computed from the filled one becomes NOT NULL, and one is new and NOT NULL.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(backfill = "5")]
    price: i32,
    #[column(generated = "price * 2")]
    double: i32,
    #[column(backfill = "7")]
    weight: i32,
    #[column(generated = "weight + 1")]
    heavier: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
