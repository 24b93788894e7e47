//! NO INHERIT comes and goes: another constraint, proven before the old one goes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(email_given, "email <> ''")]
#[check(nickname_given, "nickname <> ''", no_inherit, comment = "If any.")]
#[check(id_positive, "id > 0", no_inherit)]
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
