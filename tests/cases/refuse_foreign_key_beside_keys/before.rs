use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email, unique)]
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
    #[references(User::email)]
    user: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
