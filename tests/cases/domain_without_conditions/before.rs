use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email)]
#[check(email_filled, "email <> ''")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: String,
    name: Name,
    age: Age,
    title: String,
}

#[derive(Domain)]
struct Name(String);

#[derive(Domain)]
#[domain(check(positive, "VALUE > 0"))]
struct Age(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
