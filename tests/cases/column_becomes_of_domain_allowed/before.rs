use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email)]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<String>,
    age: i32,
    other: Option<Email>,
}

#[derive(Domain)]
#[domain(check("VALUE ~ '@'"))]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
