//! An attribute or a domain gets another collation while columns are of the type.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
    email: Option<Email>,
}

#[derive(Composite)]
struct Address {
    #[attribute(collate = "C")]
    city: String,
}

#[derive(Domain)]
#[domain(collate = "C")]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
