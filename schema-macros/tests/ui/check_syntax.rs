//! A CHECK that does not parse.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "version >")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
