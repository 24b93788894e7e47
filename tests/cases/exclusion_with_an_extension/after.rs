//! Integers in gist: the extension that compares them comes before the table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "documents")]
struct Document {
    #[column(primary_key)]
    id: i64,
    title: String,
}

#[derive(Table)]
#[table(name = "bookings")]
#[exclude(using = gist, room = "=", days = "&&", where = "NOT cancelled", deferrable)]
struct Booking {
    #[column(primary_key)]
    id: i64,
    room: i32,
    days: DateRange,
    cancelled: bool,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    extensions = ["btree_gist"],
    tables = [Document, Booking]
}
