//! Many changes of one table at once: each phase once, in an order that works.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(tenant, id)]
struct User {
    #[column(primary_key)]
    id: i64,
    tenant: i64,
}

/// Orders, and baskets before they are orders.
#[derive(Table)]
#[table(name = "orders")]
#[index(state, total desc, name = "orders_state")]
#[index(tenant, user_id)]
#[check(total_positive, "total >= 0")]
#[check("total < 1000000")]
struct Order {
    /// The key.
    #[column(primary_key)]
    id: i64,
    #[column(default = "now()")]
    created_at: Timestamptz,
    tenant: i64,
    #[references(User::id, with(tenant), on_delete = restrict)]
    user_id: i64,
    #[column(default = "'BASKET'")]
    state: State,
    #[column(default = "1")]
    total: Numeric<10, 2>,
    #[references(Payment::id, on_delete = set_null)]
    payment_id: Option<i64>,
}

#[derive(Table)]
#[table(name = "payments")]
#[index(order_id, unique)]
struct Payment {
    #[column(primary_key)]
    id: i64,
    #[references(Order::id, on_delete = cascade)]
    order_id: i64,
}

#[derive(TextEnum)]
enum State {
    Basket,
    New,
    Paid,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Order, Payment]
}
