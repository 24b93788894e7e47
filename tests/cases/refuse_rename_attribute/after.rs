//! A CHECK names the attribute.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(has_zip, "(address).code <> ''")]
struct User {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
}

#[derive(Composite)]
struct Address {
    city: String,
    #[attribute(was = "zip")]
    code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
