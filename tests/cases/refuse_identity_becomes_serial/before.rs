use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
pub(crate) struct User {
    #[column(primary_key, identity)]
    pub(crate) id: i64,
}

schema! { pub(crate) static SCHEMA, postgres = 15..=18, tables = [User] }
