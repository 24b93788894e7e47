//! A CHECK over a column that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "verison > 0")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
