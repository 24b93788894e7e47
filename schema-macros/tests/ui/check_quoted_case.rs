//! Unquoted names are folded to lower case.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "Version > 0")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(name = "Version")]
    pub version: i32,
}
