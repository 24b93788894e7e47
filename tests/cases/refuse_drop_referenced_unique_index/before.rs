//! A unique index that a new foreign key would rest on cannot go in the same migration.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "people")]
#[index(code, unique)]
struct Person {
    #[column(primary_key)]
    id: i64,
    code: String,
}

#[derive(Table)]
#[table(name = "cards")]
#[index(person_code)]
struct Card {
    #[column(primary_key)]
    id: i64,
    person_code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Person, Card]
}
