use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "bookings")]
#[exclude(using = hash, room = "=", where = "NOT cancelled", deferrable, name = "bookings_one_room")]
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
