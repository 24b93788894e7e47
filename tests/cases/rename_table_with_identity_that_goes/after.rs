//! The identity column of a renamed table becomes a plain one: its sequence goes under the name that it has.

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
