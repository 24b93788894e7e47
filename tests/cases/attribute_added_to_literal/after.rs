//! The row that a default makes may be a constant: the old one fits no more while the new attribute is there, so that
//! the way back ends before it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'(x,1)'")]
    address: Option<Address>,
}

#[derive(Composite)]
struct Address {
    city: String,
    zip: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
