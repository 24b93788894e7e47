//! An attribute goes that a CHECK names, one that nobody has allowed to, one is of another type, two change places; and a type
//! of another kind has the name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
    name: Option<Name>,
    mood: Option<Mood>,
    size: Option<Size>,
    place: Option<Place>,
}

#[derive(Composite)]
struct Address {
    city: String,
}

#[derive(Composite)]
struct Name {
    last: String,
}

#[derive(Composite)]
struct Size {
    width: i64,
}

#[derive(Composite)]
struct Place {
    y: i32,
    x: i32,
}

#[derive(Domain)]
struct Mood(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
