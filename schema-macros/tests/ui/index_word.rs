//! A direction that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[index(created_at descending)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub created_at: Timestamptz,
}
