//! A default comes, one changes, one goes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "2")]
    changes: i32,
    goes: Option<String>,
    #[column(default = "gen_random_uuid()::text")]
    comes: Option<String>,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
