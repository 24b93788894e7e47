//! Unique indexes become keys under their own names, and none is built; the comment of one goes. One that says something else
//! is in the way: see `refuse_name_in_the_way`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(email)]
#[unique(nickname, nulls_not_distinct)]
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
