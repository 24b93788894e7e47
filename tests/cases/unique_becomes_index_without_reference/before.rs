use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email)]
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
    #[references(User::email, on_update = cascade)]
    user_email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
