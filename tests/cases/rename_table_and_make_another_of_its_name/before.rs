use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    name: String,
}

#[derive(Table)]
#[table(name = "log")]
#[index(user_id)]
struct Log {
    #[column(primary_key, identity)]
    id: i64,
    #[references(User::id)]
    user_id: i64,
    said: Option<String>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User, Log]
}
