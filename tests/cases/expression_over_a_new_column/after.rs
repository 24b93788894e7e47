//! A generated column is computed from one that is new: that one comes first.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated_virtual = "price * rate")]
    due: Option<i32>,
    rate: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [T]
}
