//! A new table that is unlogged, with storage parameters of its own, of its TOAST table, of its key and of its indexes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: Option<String>,
}

#[derive(Table)]
#[table(name = "sessions", unlogged, with(fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false))]
#[primary_key(id, include(token), with(fillfactor = 80))]
#[unique(token, deferrable, with(fillfactor = 90))]
#[unique(user_id, token, nulls_not_distinct)]
#[index(data class "jsonb_path_ops", using = gin, with(fastupdate = false))]
#[check(token_given, "token <> ''", no_inherit)]
struct Session {
    id: i64,
    token: String,
    #[references(User::id)]
    user_id: Option<i64>,
    data: Jsonb,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Session]
}
