//! Sequences of identity columns are to have names that an index and sequences have which go later.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key, identity(sequence = "going"))]
    id: i64,
    a: i64,
    #[column(unique, identity(sequence = "other"))]
    given: i64,
}

#[derive(Table)]
#[table(name = "visits")]
struct Visit {
    #[column(primary_key, identity)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Visit]
}
