use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "events")]
#[unique(b, name = "one")]
#[index(a, name = "two")]
#[index(c, name = "three")]
struct Event {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
    c: i64,
}

#[derive(Table)]
#[table(name = "users")]
#[index(a, name = "four")]
#[index(b, name = "five")]
#[index(c, name = "six")]
struct User {
    #[column(primary_key)]
    id: i64,
    a: i64,
    b: i64,
    c: i64,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [Event, User]
}
