//! NOT NULL columns without a default, and with a volatile one.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    nickname: String,
    #[column(default = "gen_random_uuid()")]
    token: Uuid,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
