//! Composite types, one made of another and of an enum.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    place: Option<Place>,
}

#[derive(Composite)]
struct Address {
    city: String,
    zip: Option<Varchar<10>>,
}

/// Where something is.
#[derive(Composite)]
#[composite(name = "Place")]
struct Place {
    #[attribute(name = "the address")]
    address: Address,
    mood: Mood,
    points: Vec<i32>,
}

/// How somebody feels.
#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
enum Mood {
    Sad,
    Fair,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
