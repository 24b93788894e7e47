//! Storage parameters of the index behind an exclusion constraint are altered where they are; so is its comment.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "bookings")]
#[exclude(
    using = gist,
    with(fillfactor = 70),
    expr("int4range(first_day, last_day, '[]')") = "&&",
    where = "NOT cancelled",
    comment = "One guest."
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
