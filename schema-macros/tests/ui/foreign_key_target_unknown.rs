//! The target does not exist.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[references(Missing::id)]
    pub other_id: Uuid,
}
