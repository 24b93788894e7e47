//! An option that no sequence has.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}

schema! { pub static SCHEMA, postgres = 15..=18, sequences = [sequence("a", begin = 5)], tables = [Child] }
