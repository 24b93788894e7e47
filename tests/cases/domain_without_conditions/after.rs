//! A column becomes one of a domain that asks for nothing, and others become what their domain is made of: nothing is written.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email)]
#[check(email_filled, "email <> ''")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: String,
    name: String,
    age: i32,
    title: Name,
}

#[derive(Domain)]
struct Name(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
