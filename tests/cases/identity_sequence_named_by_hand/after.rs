//! Sequences of identity columns have names of their own: they come, go and change places, beside other changes of their columns.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key, identity(by_default))]
    id: i64,
    #[column(identity(sequence = "Numbers of users", start = 10))]
    number: i32,
    #[column(identity(sequence = "other"))]
    left: i64,
    #[column(identity(sequence = "one"))]
    right: i64,
    #[column(identity(sequence = "Counts \"so\"", increment = 7))]
    counted: i64,
    gone: i64,
    #[column(unique, identity(sequence = "given"))]
    given: i64,
    #[column(unique, identity(sequence = "was_serial"))]
    was_serial: i32,
}

#[derive(Table)]
#[table(name = "visits")]
struct Visit {
    #[column(primary_key, identity(sequence = "old_visits_id_seq", cycle))]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Visit]
}
