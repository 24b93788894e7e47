use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "places")]
struct Place {
    #[column(primary_key)]
    code: Varchar<10>,
}

#[derive(Table)]
#[table(name = "users")]
#[index(place)]
struct T {
    #[column(primary_key)]
    id: i64,
    #[references(Place::code)]
    place: Option<Varchar<10>>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, Place]
}
