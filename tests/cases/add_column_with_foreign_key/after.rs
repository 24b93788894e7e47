//! A new column with a constant default that refers to another table, its index, and a CHECK on it.

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
#[index(code, unique, where = "code IS NOT NULL")]
#[check(user_id_positive, "user_id > 0")]
struct Order {
    #[references(User::id)]
    #[column(default = "1")]
    user_id: i64,
    #[column(primary_key)]
    id: i64,
    code: Option<String>,
    #[column(default = "'NEW'")]
    state: State,
}

#[derive(TextEnum)]
enum State {
    New,
    Paid,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
