//! A foreign key that goes keeps its table from being logged until it is gone.

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
#[table(name = "orders")]
struct Order {
    #[column(primary_key)]
    id: i64,
    user_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
