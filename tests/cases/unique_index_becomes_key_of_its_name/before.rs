use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[index(id, unique, name = "users_pkey")]
#[index(email, unique, name = "users_email_key", comment = "For signing in.")]
#[index(nickname, unique, name = "users_nickname_key", nulls_not_distinct)]
struct User {
    id: i64,
    email: String,
    nickname: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
