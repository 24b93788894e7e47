//! An option that unique constraints alone have.

use schema_core::prelude::*;

#[derive(Table)]
#[primary_key(id, nulls_not_distinct)]
pub struct Child {
    pub id: Uuid,
}
