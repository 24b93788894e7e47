use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "tickets")]
struct Ticket {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'OPEN'")]
    state: State,
}

#[derive(TextEnum)]
enum State {
    Open,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Ticket]
}
