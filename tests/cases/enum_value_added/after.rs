//! A value more in a text enum: the wider CHECK is proven before the narrower one goes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    state: State,
}

#[derive(TextEnum)]
enum State {
    Open,
    Waiting,
    Closed,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
