use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
}

#[derive(Domain)]
#[domain(check(at, "VALUE ~ '@'"), check(at_new, "VALUE <> ''"), check(short, "length(VALUE) < 200"))]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
