//! A table goes to which others refer and which refers to others.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "basket_items")]
#[index(basket_id)]
struct BasketItem {
    #[column(primary_key)]
    id: i64,
    basket_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, BasketItem]
}
