//! Storage parameters of a key's index are altered where they are; only its comment changes beside them.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email, with(fillfactor = 80), comment = "For signing in.")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
