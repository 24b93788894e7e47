use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "people")]
#[unique(code)]
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
    #[references(Person::code)]
    person_code: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Person, Card]
}
