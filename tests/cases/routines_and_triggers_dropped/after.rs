//! Declared no more, with the table of one of the triggers.

use schema_core::prelude::*;

/// A user.
#[derive(Table)]
#[table(name = "users")]
pub(crate) struct User {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) email: String,
    pub(crate) changed_at: Option<Timestamptz>,
}

schema! { pub(crate) static SCHEMA, postgres = 15..=18, tables = [User] }
