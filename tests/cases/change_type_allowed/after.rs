//! A type that takes every row anew, allowed by name; and a CHECK that is proven again.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(name_filled, "name <> ''")]
#[index(age)]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(default = "18")]
    age: Option<i64>,
    #[column(default = "'x'")]
    name: Varchar<40>,
    price: Option<Numeric<8, 2>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
