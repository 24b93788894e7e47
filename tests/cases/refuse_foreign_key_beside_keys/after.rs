//! A foreign key refers to other columns while those that it referred to get another key: on the way back it would rest on that.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email)]
#[unique(login)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    login: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::login)]
    user: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
