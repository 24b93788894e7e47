//! Allowed, two tables become unlogged: the referencing one first.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users", unlogged)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: Option<String>,
}

#[derive(Table)]
#[table(name = "orders", unlogged)]
#[index(user_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id)]
    user_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
