//! A column of a domain with a check is new in a table in use, allowed by name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '@'"))]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
