use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check("code <> ''")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: String,
    name: Varchar<20>,
    code: String,
    price: Option<i32>,
    discount: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
