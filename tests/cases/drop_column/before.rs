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
#[unique(user_id, number)]
#[check(user_id_positive, "user_id > 0")]
#[index(user_id)]
#[index(number, where = "user_id > 1", name = "orders_late")]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id)]
    user_id: i64,
    number: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
