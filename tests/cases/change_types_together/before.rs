use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[check(events_end, "ends_at > starts_at")]
#[check(events_short, "ends_at - starts_at < interval '2 days'")]
#[index(starts_at, ends_at)]
struct Event {
    #[column(primary_key)]
    id: i64,
    title: Varchar<20>,
    starts_at: Timestamp,
    ends_at: Timestamp,
    #[column(default = "10")]
    price: i32,
    discount: i32,
}

#[derive(Table)]
#[table(name = "nodes")]
#[index(parent_id)]
struct Node {
    #[column(primary_key)]
    id: i32,
    #[references(Node::id)]
    parent_id: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, Node]
}
