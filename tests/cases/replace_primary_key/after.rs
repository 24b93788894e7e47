//! Primary keys of other columns, one of which may have been NULL so far; one has another name too, and a foreign key to the
//! columns of the old one comes back with a key of its own.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[primary_key(tenant, id, with(fillfactor = 80))]
struct User {
    id: i64,
    tenant: i64,
}

#[derive(Table)]
#[table(name = "orders")]
#[primary_key(number, name = "orders_key")]
#[unique(id)]
struct Order {
    id: i64,
    number: i64,
}

#[derive(Table)]
#[table(name = "cards")]
#[index(order_id)]
struct Card {
    #[column(primary_key)]
    id: i64,
    #[references(Order::id)]
    order_id: i64,
}

#[derive(Table)]
#[table(name = "items")]
#[primary_key(code, name = "items_key", comment = "Is.")]
struct Item {
    id: Option<i64>,
    code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order, Card, Item]
}
