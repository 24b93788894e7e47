use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    tenant: Option<i64>,
}

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
    order_id: i64,
}

#[derive(Table)]
#[table(name = "items")]
#[primary_key(id, name = "items_key", comment = "Was.")]
struct Item {
    id: i64,
    code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order, Card, Item]
}
