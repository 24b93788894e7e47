//! The sequence of the identity column is renamed with its table, and then gone: no later file looks for it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "calls", was = "visits")]
struct Call {
    #[column(primary_key)]
    id: i64,
    counter: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Call]
}
