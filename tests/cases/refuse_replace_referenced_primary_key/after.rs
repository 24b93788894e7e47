//! A foreign key rests on the primary key. That the help helps shows `replace_primary_key`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[primary_key(number)]
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

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order, Card]
}
