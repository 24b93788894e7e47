//! A domain is NOT NULL no more, and a new column of it begins with NULL: the domain changes first.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    given: Option<Given>,
    more: Option<Given>,
}

#[derive(Domain)]
struct Given(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
