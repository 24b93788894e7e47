//! Columns of a composite type must not be NULL any more: values with attributes that are NULL are values, and stay what they
//! are; and no two rows may have the same.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(place)]
struct User {
    #[column(primary_key)]
    id: i64,
    place: Place,
    #[column(backfill = "place")]
    home: Place,
}

#[derive(Composite)]
struct Place {
    city: String,
    zip: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
