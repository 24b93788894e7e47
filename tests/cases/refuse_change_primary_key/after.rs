//! A primary key has other columns, another has another name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[primary_key(tenant, id)]
struct User {
    id: i64,
    tenant: i64,
}

#[derive(Table)]
#[table(name = "orders")]
#[primary_key(id, name = "orders_key")]
struct Order {
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order]
}
