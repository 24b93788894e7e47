//! A table is renamed: sequences of identity columns get names after it, keep those that they have, or get others.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "calls", was = "visits")]
struct Call {
    #[column(primary_key, identity)]
    id: i64,
    #[column(identity(sequence = "visits_number_seq"))]
    number: i32,
    #[column(identity(sequence = "ours"))]
    own: i64,
    #[column(identity)]
    usual: i64,
    #[column(identity)]
    calls: i64,
    #[column(identity(sequence = "ranks"), was = "place")]
    rank: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Call]
}
