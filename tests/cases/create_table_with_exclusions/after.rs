//! Exclusion constraints of a new table, under PostgreSQL's default names, and with all options.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "bookings")]
#[exclude(using = gist, expr("int4range(first_day, last_day)") = "&&")]
#[exclude(using = gist, expr("int4range(first_day, last_day)") class "range_ops" = "OPERATOR(pg_catalog.&&)", expr("int4range(id::integer, NULL)") = "&&", include(room), where = "id > 0", initially_deferred, with(fillfactor = 70), comment = "All there is.")]
#[exclude(room collate "C" = "=", first_day = "=", last_day = "=", name = "bookings_btree")]
#[exclude(using = hash, room = "=")]
struct Booking {
    #[column(primary_key)]
    id: i64,
    room: String,
    first_day: i32,
    last_day: i32,
    cancelled: bool,
}

#[derive(Table)]
#[table(name = "rooms")]
struct Room {
    #[column(primary_key)]
    id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Booking, Room]
}
