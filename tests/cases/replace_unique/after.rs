//! A unique constraint of the same name has other columns: the new index is built before the old one goes.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
#[unique(tenant, email, name = "users_login")]
struct User {
    #[column(primary_key)]
    id: i64,
    tenant: i32,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
