//! `==`, which sqlparser takes and PostgreSQL does not.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "version == 1")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
