//! Unique constraints: of one column, of several; duplicates are looked for first, but not where a key keeps them out.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email, comment = "For signing in.")]
#[unique(email, id)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
