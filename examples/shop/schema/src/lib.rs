//! The schema of a small shop.

use schema_core::prelude::*;

/// Someone who buys.
#[derive(Table)]
#[table(name = "customers")]
#[unique(email)]
pub struct Customer {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Address for receipts; one account each.
    pub email: String,
    /// Name as the customer writes it.
    pub name: String,
}

/// Something that is sold.
#[derive(Table)]
#[table(name = "products")]
#[unique(code)]
#[check(price_not_negative, "price >= 0", comment = "Free is fine; the shop does not pay for taking it.")]
pub struct Product {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Number in the catalogue.
    pub code: String,
    /// Price of one, in euros.
    pub price: Numeric<10, 2>,
}

/// What a customer buys at one time. Its lines may change while it is a cart.
#[derive(Table)]
#[table(name = "orders")]
#[index(customer_id, comment = "serves: foreign key customer_id")]
#[index(
    customer_id,
    unique,
    where = "status = 'CART'",
    name = "orders_one_cart",
    comment = "holds: one cart a customer"
)]
#[lifecycle(status, initial = CART, CART => PLACED, PLACED => PAID | CANCELLED, PAID => SHIPPED)]
#[frozen(unless(status = CART))]
pub struct Order {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Who buys.
    #[references(Customer::id, on_delete = restrict)]
    pub customer_id: Uuid,
    /// How far it is.
    #[column(default = "'CART'")]
    pub status: OrderStatus,
}

/// How far an order is.
#[derive(TextEnum)]
pub enum OrderStatus {
    /// Being put together.
    Cart,
    /// Ordered; no line changes any more.
    Placed,
    /// Paid in full.
    Paid,
    /// On its way.
    Shipped,
    /// Given up before it was paid.
    Cancelled,
}

/// One product in an order.
#[derive(Table)]
#[table(name = "order_lines")]
#[unique(order_id, product_id)]
#[index(product_id, comment = "serves: foreign key product_id")]
#[check(quantity_positive, "quantity > 0", comment = "A line of nothing is no line.")]
#[frozen_with(order_id)]
pub struct OrderLine {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Order that it is a line of.
    #[references(Order::id, on_delete = cascade)]
    pub order_id: Uuid,
    /// What is bought.
    #[references(Product::id, on_delete = restrict)]
    pub product_id: Uuid,
    /// How many.
    pub quantity: i32,
}

/// Money that came in for an order: recorded once, and never changed.
#[derive(Table)]
#[table(name = "payments")]
#[index(order_id, comment = "serves: foreign key order_id")]
#[check(amount_positive, "amount > 0", comment = "A refund is no payment.")]
#[immutable]
#[insert_requires(order_id, status = PLACED)]
pub struct Payment {
    /// Key, generated.
    #[column(primary_key, default = "gen_random_uuid()")]
    pub id: Uuid,
    /// Order that is paid for.
    #[references(Order::id, on_delete = restrict)]
    pub order_id: Uuid,
    /// How much, in euros.
    pub amount: Numeric<10, 2>,
    /// When it came in.
    #[column(default = "now()")]
    pub received_at: Timestamptz,
}

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    tables = [Customer, Product, Order, OrderLine, Payment]
}
