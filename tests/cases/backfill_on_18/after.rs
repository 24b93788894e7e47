//! A new column and one that is there, filled and proven as 18 can; and one that may be NULL from now on.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(shown_as)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: Option<String>,
    #[column(backfill = "length(email)")]
    age: i32,
    #[column(backfill = "coalesce(email, '')")]
    shown_as: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 18..=18,
    tables = [User]
}
