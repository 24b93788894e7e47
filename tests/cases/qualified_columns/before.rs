use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[check(positive, "orders.amount > 0")]
#[index(amount, where = "orders.amount > 10")]
struct Order {
    #[column(primary_key)]
    id: i64,
    amount: i32,
    #[column(generated = "orders.amount * 2")]
    double: i32,
}

#[derive(Table)]
#[table(name = "events", partition_by = range(id))]
#[partition(name = "events_low", values = "FROM (MINVALUE) TO (100)")]
#[partition(name = "events_high", values = "FROM (100) TO (MAXVALUE)")]
struct Event {
    #[column(primary_key)]
    id: i64,
    kind: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order, Event]
}
