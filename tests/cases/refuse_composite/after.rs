//! Attributes go, and a type of another kind has the name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
    mood: Option<Mood>,
}

#[derive(Composite)]
struct Address {
    city: String,
}

#[derive(Domain)]
struct Mood(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
