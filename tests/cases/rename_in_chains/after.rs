//! A table takes the place of another one, and so do columns: each finds its new name free, for what had it is renamed
//! first.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users_old", was = "users")]
struct UserOld {
    #[column(primary_key, identity)]
    id: i64,
    name: String,
}

#[derive(Table)]
#[table(name = "users", was = "users_v2")]
#[index(mail_old)]
#[check(mail_has_at, "mail_old LIKE '%@%'")]
struct User {
    #[column(primary_key, identity)]
    id: i64,
    #[column(was = "mail")]
    mail_old: String,
    #[column(was = "mail_new")]
    mail: Option<String>,
}

#[derive(Table)]
#[table(name = "orders")]
#[index(user_old_id)]
#[index(user_id)]
struct Order {
    #[column(primary_key)]
    id: i64,
    #[references(UserOld::id)]
    #[column(was = "user_id")]
    user_old_id: i64,
    #[references(User::id)]
    #[column(was = "user_v2_id")]
    user_id: Option<i64>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [UserOld, User, Order]
}
