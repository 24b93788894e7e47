//! A primary key with INCLUDE that is deferrable.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[primary_key(id, include(email), initially_deferred, with(fillfactor = 80))]
struct User {
    id: i64,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
