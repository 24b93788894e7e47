//! From 18 on a NOT NULL that is not valid yet takes the place of the CHECK that proves it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(email_filled, "email <> ''")]
struct User {
    #[column(primary_key)]
    id: i64,
    age: i32,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [User]
}
