//! A hint without a way back: the migration cannot be undone, and says so.

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(using("price::integer", from = "numeric(10,2)"))]
    price: Option<i32>,
    #[column(using("seen AT TIME ZONE 'UTC'", from = "timestamp", back = "seen AT TIME ZONE 'UTC'"))]
    seen: Option<Timestamptz>,
}

schema! {
    pub(crate) static SCHEMA,
    postgres = 15..=18,
    tables = [User]
}
