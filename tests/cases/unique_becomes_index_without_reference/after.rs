//! The foreign key goes before the new index comes: on the way back it would rest on that, and keep it from going.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email, unique, name = "users_by_email")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_email)]
struct Order {
    #[column(primary_key)]
    id: i64,
    user_email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
