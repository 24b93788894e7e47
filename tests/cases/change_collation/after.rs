//! A collation changes on a column without an index: PostgreSQL reads no row.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(collate = "C")]
    name: String,
    code: Option<Varchar<10>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
