//! A CHECK without a condition.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
