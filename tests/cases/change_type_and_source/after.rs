//! With its type a column changes where its values come from: a serial column becomes an identity column, a plain one serial, an identity column a text and a plain number, and one may be NULL from then on.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "visits")]
struct Visit {
    #[column(primary_key, identity)]
    id: i64,
    #[column(unique, serial)]
    number: i64,
    #[column(default = "'none'")]
    label: String,
    #[column(default = "0")]
    rank: i64,
    #[column(using("nullif(age, '')::integer", from = "text"))]
    age: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Visit]
}
