//! A predicate over a column that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[index(id, where = "state = 'ACTIVE'")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub status: String,
}
