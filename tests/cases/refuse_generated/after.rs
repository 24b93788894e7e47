//! Generated columns that PostgreSQL makes only while all wait, or in place of one with values or an index; one that stands before what it is computed from.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(found)]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    #[column(generated = "price * 3")]
    double: Option<i32>,
    #[column(generated = "price * 3")]
    plain: Option<i32>,
    #[column(generated = "price * 3")]
    found: Option<i32>,
    #[column(generated = "later * 3")]
    early: Option<i32>,
    later: Option<i32>,
    #[column(generated = "price * 3")]
    stored: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
