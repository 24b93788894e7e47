use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    name: Option<String>,
    #[column(default = "null")]
    amount: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
