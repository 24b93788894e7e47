//! Storage parameters alone are altered where they are: no index is built.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
#[index(body, using = gin, with(fastupdate = false))]
#[index(title, with(fillfactor = 90), comment = "For looking up.")]
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
