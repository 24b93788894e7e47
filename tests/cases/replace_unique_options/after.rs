//! A unique constraint that treats NULL otherwise, carries another column or becomes deferrable is another one: PostgreSQL alters none of that.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email, include(nickname), name = "users_email_key")]
#[unique(nickname, nulls_not_distinct)]
#[unique(nickname, email, deferrable)]
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
