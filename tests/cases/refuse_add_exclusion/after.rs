//! An exclusion constraint of a table in use has no online form.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "bookings")]
#[exclude(
    using = gist,
    expr("int4range(first_day, last_day, '[]')") = "&&",
    where = "NOT cancelled",
    comment = "One guest at a time."
)]
struct Booking {
    #[column(primary_key)]
    id: i64,
    room: String,
    first_day: i32,
    last_day: i32,
    cancelled: bool,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Booking]
}
