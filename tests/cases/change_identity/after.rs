//! Identity columns count otherwise; one that has given no number yet begins anew in its new bounds.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    #[column(identity(by_default, increment = 5, max = 1000))]
    number: i32,
    #[column(identity(start = 7, cache = 3))]
    place: i64,
    #[column(identity(by_default, start = 350, increment = 5, min = 300, max = 400))]
    volt: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
