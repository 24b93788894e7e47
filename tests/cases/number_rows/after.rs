//! Columns with numbers get a sequence, which goes on behind them; a serial column becomes an identity column, and goes on
//! where its sequence was.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(place)]
#[index(counted desc)]
struct T {
    #[column(primary_key, serial)]
    id: i64,
    #[column(serial)]
    place: i32,
    #[column(identity)]
    counted: i64,
    #[column(identity(by_default, increment = 10))]
    numbered: i32,
    #[column(identity(start = 1000))]
    known: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
