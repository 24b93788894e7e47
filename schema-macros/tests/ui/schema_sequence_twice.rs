//! A sequence that is listed twice.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}

schema! { pub static SCHEMA, postgres = 15..=18, sequences = [sequence("a"), sequence("a", start = 5)], tables = [Child] }
