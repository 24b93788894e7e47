//! Sequences come, count otherwise, and go; a column counts with one of its own, another with a shared one.
//! One is given to a column, another is taken from one; one that has given no number yet begins anew in its new bounds.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(serial)]
    number: i64,
    #[column(default = "nextval('numbers.shared')")]
    shared: Option<i64>,
    kept: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    sequences = [sequence("numbers.shared", type = "integer", start = 1000, increment = -2, min = 1, max = 2000), sequence("kept", cache = 10, cycle, comment = "Counts in tens."), sequence("given", type = "integer", owned_by = T::kept), sequence("low", min = 100, max = 200, start = 150)],
    tables = [T]
}
