use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(number)]
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
    #[references(User::number, name = "orders_user")]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
