//! Types that PostgreSQL does not change without help, and collations under an index.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(f)]
#[check("d > 0")]
#[index(g, where = "id > 0")]
struct T {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: Option<Timestamptz>,
    c: Option<Vec<String>>,
    d: Option<String>,
    e: Option<Bit<4>>,
    #[column(collate = "C")]
    f: Option<String>,
    g: Option<Varchar<20>>,
    h: Option<Numeric<10, 1>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
