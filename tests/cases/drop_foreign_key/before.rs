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
#[index(user_id, comment = "serves: foreign key user_id")]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(User::id, on_delete = restrict, comment = "Who ordered.")]
    user_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
