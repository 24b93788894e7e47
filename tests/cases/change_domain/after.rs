//! A domain has another default, one check more and one less, allowed by name; a comment changes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
}

/// An address for letters by wire.
#[derive(Domain)]
#[domain(default = "'c@d'", check(email_short, "length(VALUE) < 200"))]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
