//! Attributes go, allowed by name, and one comes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
}

#[derive(Composite)]
struct Address {
    city: String,
    country: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
