//! A column of a table that is not listed is said to own a sequence.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Parent {
    #[column(primary_key)]
    pub id: i64,
}

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: i64,
}

schema! { pub static SCHEMA, postgres = 15..=18, sequences = [sequence("a", owned_by = Parent::id)], tables = [Child] }
