//! A comment that would swallow the parenthesis behind it.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "version > 0 -- positive")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub version: i32,
}
