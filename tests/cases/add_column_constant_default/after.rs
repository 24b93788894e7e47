//! A NOT NULL column with a constant default: PostgreSQL writes no row anew.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "'{}'::jsonb")]
    settings: Jsonb,
    #[column(default = "-1.5")]
    score: Numeric<5, 2>,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
