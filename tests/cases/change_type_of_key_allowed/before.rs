use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "places")]
struct Place {
    #[column(primary_key)]
    id: i32,
}

#[derive(Table)]
#[table(name = "users")]
#[index(place_id)]
struct T {
    #[column(primary_key)]
    id: i64,
    #[references(Place::id)]
    place_id: Option<i32>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, Place]
}
