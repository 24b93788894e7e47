//! Columns whose last number no index has; a new one for a table in use; one whose sequence would need a name that another
//! has; one that counted so far whoever inserts.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(identity)]
    number: i32,
    #[column(serial)]
    counted: i64,
    #[column(identity)]
    place: i64,
    #[column(serial)]
    given: i64,
    #[column(identity)]
    new: i64,
    #[column(default = "nextval('public.numbers'::regclass)")]
    other: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("numbers")],
    tables = [T]
}
