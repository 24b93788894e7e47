//! A column of an enum becomes text with a CHECK, which admits one value more than the enum had; its default stays.

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

#[derive(TextEnum)]
enum State {
    Open,
    Shut,
    Gone,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Order]
}
