//! A foreign key refers to a key that comes with it, no longer to one that goes; pgschema#156 emits it before its key.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(code)]
struct User {
    #[column(primary_key)]
    id: i64,
    number: i64,
    code: i64,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::code, name = "orders_user")]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
