//! A composite type gets an attribute that a CHECK reads: rows are looked at once the attribute is there.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(users_city, "(address).city <> '' AND (address).country <> 'x'")]
#[index(expr("(address).country"), unique)]
struct T {
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
    tables = [T]
}
