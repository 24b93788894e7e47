//! Neither order of default and CHECK lets every INSERT pass.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'NEW'")]
    state: State,
}

#[derive(TextEnum)]
enum State {
    New,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
