//! Types with more room: PostgreSQL reads no row.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(name)]
#[index(code)]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'y'")]
    name: Varchar<40>,
    price: Option<Numeric<12, 2>>,
    #[column(type = "varbit")]
    bits: Option<String>,
    at: Option<Timestamp>,
    code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
