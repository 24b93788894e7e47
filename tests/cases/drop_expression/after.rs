//! A stored generated column becomes a plain one, and keeps its values; another one goes before what it is computed from.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    price: i32,
    double: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
