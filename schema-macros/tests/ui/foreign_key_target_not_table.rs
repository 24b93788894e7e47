//! The target is a struct that is no table.

use schema_core::prelude::*;

pub struct NotATable;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(NotATable::id)]
    pub other_id: Uuid,
}
