//! Expressions may name columns with their table, which then gets another name, or has its rows in partitions.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "Purchases", was = "orders")]
#[check(positive, "\"Purchases\".price > 0")]
#[check(small, "\"Purchases\".price < 1000 AND \"Purchases\" . id > 0")]
#[index(price, where = "\"Purchases\".price > 10", name = "orders_amount_idx")]
struct Purchase {
    #[column(primary_key)]
    id: i64,
    #[column(was = "amount")]
    price: i32,
    #[column(generated = "\"Purchases\".price * 2")]
    double: i32,
}

#[derive(Table)]
#[table(name = "events", partition_by = range(id))]
#[partition(name = "events_low", values = "FROM (MINVALUE) TO (100)")]
#[partition(name = "events_high", values = "FROM (100) TO (MAXVALUE)")]
#[check(kind_is_said, "events.kind <> 'events.kind'")]
#[index(expr("lower(events.kind)"), where = "EVENTS.kind <> ''", name = "events_by_kind")]
#[index(id, expr("lower(events.kind)"), unique, name = "events_once")]
struct Event {
    #[column(primary_key)]
    id: i64,
    kind: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Purchase, Event]
}
