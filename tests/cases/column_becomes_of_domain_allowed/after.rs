//! Columns become ones of domains with conditions, one of which is there already: PostgreSQL asks for these in each row.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(email)]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    age: Age,
    other: Option<Email>,
}

#[derive(Domain)]
#[domain(check("VALUE ~ '@'"))]
struct Email(String);

#[derive(Domain)]
#[domain(not_null, check("VALUE > 0"))]
struct Age(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
