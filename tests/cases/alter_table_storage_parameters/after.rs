//! Storage parameters of a table, and of its TOAST table, are set and reset.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users", with(fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, toast.vacuum_truncate = false))]
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
