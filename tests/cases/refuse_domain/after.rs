//! A domain has another type, another check under its name, one more or NOT NULL while a table is in use; a column of one is
//! new, or was of the type underneath.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    weight: Option<Weight>,
    short: Option<Short>,
    given: Option<Given>,
    plain: Option<Given>,
    more: Option<Email>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '@@'"))]
struct Email(String);

#[derive(Domain)]
struct Weight(i64);

#[derive(Domain)]
#[domain(check("length(VALUE) < 10"))]
struct Short(String);

#[derive(Domain)]
#[domain(not_null)]
struct Given(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
