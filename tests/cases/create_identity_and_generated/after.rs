//! A table with identity columns, a serial one, and a stored generated one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "orders", namespace = "Shop")]
struct Order {
    #[column(primary_key, identity)]
    id: i64,
    #[column(identity(by_default, start = 100, increment = 10, min = 10, max = 1000, cache = 5, cycle))]
    number: i32,
    #[column(serial)]
    place: i16,
    #[column(serial)]
    total: i64,
    price: Numeric<10, 2>,
    #[column(generated = "price * 2")]
    double: Option<Numeric<10, 2>>,
    #[column(identity(increment = -1))]
    down: i16,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, Order]
}
