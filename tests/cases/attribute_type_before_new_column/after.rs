//! An attribute gets another type while no column is of the composite type yet; the column comes behind it.

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
    #[attribute(collate = "C")]
    city: String,
    zip: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    types = [Address],
    tables = [User]
}
