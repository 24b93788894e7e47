//! An identity column that may be NULL.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity = by_default)]
    pub number: Option<i64>,
}
