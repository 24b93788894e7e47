//! Deferrability comes, changes and goes without a scan, and an action that changes with it is proven as ever.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: Option<String>,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_id)]
#[index(referrer_id)]
#[index(previous_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id, on_delete = cascade, deferrable)]
    user_id: Option<i64>,
    #[references(User::id, deferrable, comment = "Who referred.")]
    referrer_id: Option<i64>,
    #[references(Order::id)]
    previous_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
