use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[unique(number, name = "orders_number")]
#[check(number_is_positive, "number > 0")]
#[index(number desc, name = "orders_by_number")]
#[index(number, where = "number > 10", name = "large_orders")]
#[exclude(using = btree, id = "=", name = "orders_once")]
struct Order {
    #[column(primary_key)]
    id: i64,
    number: i64,
}

#[derive(Table)]
#[table(name = "cards")]
#[index(order_id)]
#[foreign_key((order_id) => Order(id), name = "card_order")]
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
