//! A new table that refers to itself.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "folders")]
#[index(parent_id)]
struct Folder {
    #[column(primary_key)]
    id: i64,
    #[references(Folder::id, on_delete = cascade)]
    parent_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Folder]
}
