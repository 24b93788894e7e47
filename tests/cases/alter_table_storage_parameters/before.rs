use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users", with(fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false))]
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
