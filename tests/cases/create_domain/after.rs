//! A domain of text, one over it, one with a default; their columns in a new table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "letters")]
struct Letter {
    #[column(primary_key)]
    id: i64,
    sender: WorkEmail,
    receiver: Option<Email>,
    copies: Option<Vec<Email>>,
    weight: Option<Weight>,
}

/// An address for letters over the wire.
#[derive(Domain)]
#[domain(check("VALUE ~ '@'"), check(email_short, "length(VALUE) < 200"), collate = "C")]
struct Email(String);

#[derive(Domain)]
#[domain(name = "a work email", namespace = "office", not_null)]
struct WorkEmail(Email);

#[derive(Domain)]
#[domain(default = "1 + 1")]
struct Weight(Numeric<8, 3>);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T, Letter]
}
