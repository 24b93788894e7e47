use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(of_age, "age >= 18", comment = "The law.")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: i32,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
