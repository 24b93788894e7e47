//! An attribute comes, and a default makes a row with it: the old default fits no more while the attribute is there, so that
//! the way back ends before it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "ROW('x', 1)::public.address")]
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
