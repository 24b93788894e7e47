//! PostgreSQL numbers what comes twice in a default name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
#[index(expr("size + 1"), expr("size * 2"), size)]
#[index(expr("lower(title)"), expr("lower(title || 'x')"))]
struct Document {
    #[column(primary_key)]
    id: i64,
    title: String,
    body: Jsonb,
    size: i32,
    made_on: Date,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Document]
}
