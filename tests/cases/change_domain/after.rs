//! A domain has another default, one check more and one less, NULL or no NULL from now on, allowed by name; a comment changes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
    weight: Option<Weight>,
    place: Option<Place>,
}

/// An address for letters by wire.
#[derive(Domain)]
#[domain(default = "'c@d'", check(email_short, "length(VALUE) < 200"))]
struct Email(String);

#[derive(Domain)]
#[domain(not_null, default = "1")]
struct Weight(i32);

#[derive(Domain)]
struct Place(i32);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
