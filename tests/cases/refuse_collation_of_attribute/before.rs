use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
    email: Option<Email>,
}

#[derive(Composite)]
struct Address {
    city: String,
}

#[derive(Domain)]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
