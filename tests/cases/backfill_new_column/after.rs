//! Columns that are NOT NULL from the start, in a table with rows: with a check, a default and an index.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[check(shown, "shown_as <> ''")]
#[index(shown_as)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    nickname: Option<String>,
    #[column(backfill = "coalesce(nickname, split_part(users.email, '@', 1))")]
    shown_as: String,
    #[column(unique, default = "gen_random_uuid()", backfill = "gen_random_uuid()")]
    token: Uuid,
    #[column(default = "0", backfill = "CASE WHEN id > 1 THEN 10 ELSE 20 END")]
    rank: i32,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
