use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "baskets")]
#[index(user_id)]
struct Basket {
    #[column(primary_key)]
    id: i64,
    #[references(User::id, on_delete = cascade)]
    user_id: i64,
}

#[derive(Table)]
#[table(name = "basket_items")]
#[index(basket_id)]
struct BasketItem {
    #[column(primary_key)]
    id: i64,
    #[references(Basket::id, on_delete = cascade)]
    basket_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Basket, BasketItem]
}
