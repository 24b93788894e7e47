//! An aggregate function.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "max(version) > 0")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
