//! A column of a foreign key gets more room, and the one that it refers to: both tables are locked, and no row is read.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "places")]
struct Place {
    #[column(primary_key)]
    code: Varchar<20>,
}

#[derive(Table)]
#[table(name = "users")]
#[index(place)]
struct T {
    #[column(primary_key)]
    id: i64,
    #[references(Place::code)]
    place: Option<Varchar<20>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, Place]
}
