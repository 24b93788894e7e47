//! An exclusion constraint gives way to a unique constraint of its name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "bookings")]
#[unique(room, name = "bookings_one_room")]
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
