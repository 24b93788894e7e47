//! A CHECK of the same name says something else.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(of_age, "age >= 21", comment = "The law elsewhere.")]
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
