//! A foreign key between namespaces; pg-schema-diff#206 loses the namespace.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
}

#[derive(Table)]
#[table(name = "users", namespace = "Archive")]
#[index(user_id)]
struct Archived {
    #[column(primary_key)]
    id: i64,
    #[references(User::id)]
    user_id: i64,
    #[references(Archived::id)]
    newer: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Archived]
}
