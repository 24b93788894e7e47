//! A predicate that would differ from day to day.

use schema_core::prelude::*;

#[derive(Table)]
#[index(id, where = "created_at > now()")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub created_at: Timestamptz,
}
