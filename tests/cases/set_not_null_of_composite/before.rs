use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    place: Option<Place>,
    home: Option<Place>,
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
