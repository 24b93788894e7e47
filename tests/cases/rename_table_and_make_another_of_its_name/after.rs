//! A table and a column are put aside under other names, and new ones take theirs: what was there stays with its rows.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(unique, was = "name")]
    nick: String,
    name: Option<String>,
}

#[derive(Table)]
#[table(name = "log_2025", was = "log")]
#[index(user_id)]
struct OldLog {
    #[column(primary_key, identity)]
    id: i64,
    #[references(User::id)]
    user_id: i64,
    said: Option<String>,
}

#[derive(Table)]
#[table(name = "log")]
#[index(user_id)]
struct Log {
    #[column(primary_key, identity)]
    id: i64,
    #[references(User::id)]
    user_id: i64,
    facts: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, OldLog, Log]
}
