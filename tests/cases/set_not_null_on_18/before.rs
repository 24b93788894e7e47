use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: Option<i32>,
    email: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [User]
}
