//! A sequence that was what it is.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: i64,
}

schema! { pub static SCHEMA, postgres = 15..=18, sequences = [sequence("app.a", was = "a")], tables = [Child] }
