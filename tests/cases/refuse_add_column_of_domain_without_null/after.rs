//! A new column of a domain that admits no NULL has no value in the rows that are there, unless it or the domain has a default.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    name: String,
    given: Option<Given>,
    named: Option<Named>,
    #[column(default = "'x'")]
    other: Option<Given>,
}

#[derive(Domain)]
#[domain(not_null)]
struct Given(String);

#[derive(Domain)]
#[domain(not_null, default = "'nobody'")]
struct Named(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
