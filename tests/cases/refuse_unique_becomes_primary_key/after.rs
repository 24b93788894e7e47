use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "people")]
#[primary_key(id, name = "people_key")]
struct Person {
    id: i64,
}

#[derive(Table)]
#[table(name = "cards")]
#[index(person_id)]
struct Card {
    #[column(primary_key)]
    id: i64,
    #[references(Person::id)]
    person_id: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Person, Card]
}
