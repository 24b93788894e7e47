use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "orders")]
#[index(state)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'OPEN'")]
    state: State,
}

#[derive(PgEnum)]
enum State {
    Open,
    Shut,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order]
}
