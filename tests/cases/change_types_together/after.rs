//! Several columns of a table change their types: the rows are written once, each USING is computed from the row as it was, and a CHECK of two columns is between no types.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[check(events_end, "ends_at >= starts_at")]
#[check(events_short, "ends_at < starts_at + interval '2 days'")]
#[index(starts_at, ends_at)]
struct Event {
    #[column(primary_key)]
    id: i64,
    title: Varchar<40>,
    #[column(using("starts_at AT TIME ZONE 'UTC'", from = "timestamp", back = "starts_at AT TIME ZONE 'UTC'"))]
    starts_at: Timestamptz,
    #[column(using("ends_at AT TIME ZONE 'UTC'", from = "timestamp", back = "ends_at AT TIME ZONE 'UTC'"))]
    ends_at: Timestamptz,
    #[column(default = "1000", using("price * 100", from = "integer", back = "price / 100"))]
    price: i64,
    #[column(using("price - discount", from = "integer", back = "price / 100 - discount"))]
    discount: i64,
}

#[derive(Table)]
#[table(name = "nodes")]
#[index(parent_id)]
struct Node {
    #[column(primary_key)]
    id: i64,
    #[references(Node::id)]
    parent_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, Node]
}
