//! Checks of a domain say something else under their names, where the names of their replacements are taken.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct T {
    #[column(primary_key)]
    id: i64,
    email: Option<Email>,
}

#[derive(Domain)]
#[domain(check(at, "VALUE ~ '.@.'"), check(short, "length(VALUE) < 100"), check(short_new, "length(VALUE) < 90"))]
struct Email(String);

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [T]
}
