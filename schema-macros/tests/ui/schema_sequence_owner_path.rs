//! An owner that is no field of a table.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: i64,
}

schema! { pub static SCHEMA, postgres = 15..=18, sequences = [sequence("a", owned_by = Child)], tables = [Child] }
