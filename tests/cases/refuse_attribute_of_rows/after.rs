//! An attribute goes, and a default makes a row without it, which does not fit while the attribute is there.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "ROW('x')::public.address")]
    address: Option<Address>,
}

#[derive(Composite)]
struct Address {
    city: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
