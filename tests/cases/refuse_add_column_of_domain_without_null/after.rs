//! A new column of a domain that admits no NULL has no value in the rows that are there, unless it or the domain has a
//! constant default; and that stays in place of a backfill.

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
    #[column(default = "gen_random_uuid()::text")]
    volatile: Option<Given>,
    #[column(backfill = "name", default = "'x'")]
    filled: Given,
    #[column(backfill = "name")]
    ignored: Named,
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
