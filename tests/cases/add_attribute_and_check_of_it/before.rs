use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(users_city, "(address).city <> ''")]
struct T {
    #[column(primary_key)]
    id: i64,
    address: Option<Address>,
}

#[derive(Composite)]
struct Address {
    city: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
