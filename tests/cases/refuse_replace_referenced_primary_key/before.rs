use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
struct Order {
    #[column(primary_key)]
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
