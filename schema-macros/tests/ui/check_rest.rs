//! A CHECK with something behind it.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "version > 0 version < 9")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
