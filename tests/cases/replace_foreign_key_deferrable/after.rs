//! A foreign key becomes deferrable: it is altered, neither dropped nor proven again; pistachio#522.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id, deferrable, initially_deferred, comment = "Who ordered.")]
    user_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
