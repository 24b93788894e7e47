//! A hint of another type says nothing; one is not allowed to block, one has nothing to convert, one has a check, which changes too, and blocks;
//! one names another column whose rows are filled.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check("code > 0")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(using("age::integer", from = "varchar"))]
    age: i32,
    #[column(using("upper(name)", from = "varchar(20)"))]
    name: String,
    #[column(using("code::integer", from = "text"))]
    code: i32,
    #[column(backfill = "0")]
    price: i32,
    #[column(using("discount * PRICE", from = "integer", back = "discount"))]
    discount: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
