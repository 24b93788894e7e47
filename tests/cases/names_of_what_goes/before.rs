use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email, name = "by_email")]
#[index(nickname, name = "users_nickname_key")]
#[index(level, name = "labels")]
#[unique(code, name = "users_code")]
#[check(users_level, "level > 0")]
#[exclude(using = hash, badge = "=", name = "users_badge")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: String,
    code: String,
    level: i32,
    badge: String,
}

#[derive(Table)]
#[table(name = "orders")]
#[unique(placed_by, name = "orders_placed_by")]
struct Order {
    #[column(primary_key)]
    id: i64,
    placed_by: i64,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
