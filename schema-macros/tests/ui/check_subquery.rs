//! A subquery.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "version IN (SELECT 1)")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
