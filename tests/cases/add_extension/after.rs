//! An extension, and a default that calls one of its functions.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(default = "encode(gen_random_bytes(16), 'hex')")]
    token: Option<String>,
    email: String,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    extensions = ["pgcrypto"],
    tables = [User]
}
