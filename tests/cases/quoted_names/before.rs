use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "User Table")]
#[unique(a, b, name = "it's \"the\" key")]
struct User {
    #[column(primary_key, name = "Id")]
    id: i64,
    #[column(name = "select")]
    a: i64,
    #[column(name = "50% \"off\" it's")]
    b: String,
}

#[derive(Table)]
#[table(name = "größe$check$")]
struct Order {
    #[column(primary_key, name = "order")]
    id: i64,
    #[column(name = "Select")]
    a: Option<i64>,
    #[column(name = "100% \"on\" it's")]
    b: Option<String>,
    #[column(name = ":colon \\ back")]
    c: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
