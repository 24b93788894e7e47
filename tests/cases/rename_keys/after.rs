//! Constraints and indexes that are the same under other names: nothing is built, and no row is read. A comment changes
//! with one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[primary_key(id, name = "Orders' key", comment = "Says more.")]
#[unique(number, name = "orders_one_number")]
#[check(positive, "number > 0")]
#[index(number desc, name = "orders_newest")]
#[index(number, where = "number > 10", name = "orders_large")]
#[exclude(using = btree, id = "=", name = "one_order")]
struct Order {
    id: i64,
    number: i64,
}

#[derive(Table)]
#[table(name = "cards")]
#[index(order_id)]
#[foreign_key((order_id) => Order(id), name = "card_of_order")]
struct Card {
    #[column(primary_key)]
    id: i64,
    order_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order, Card]
}
