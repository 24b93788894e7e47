//! Unique constraints with INCLUDE, NULLS NOT DISTINCT, DEFERRABLE and storage parameters are made of an index like others.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email, include(nickname), with(fillfactor = 70))]
#[unique(nickname, nulls_not_distinct, comment = "One nameless user at most.")]
#[unique(nickname, email, nulls_not_distinct, deferrable)]
#[unique(email, nickname, initially_deferred, name = "users_swappable")]
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
