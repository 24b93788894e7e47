//! A reserved word as a column.

use schema_core::prelude::*;

#[derive(Table)]
#[check(version_positive, "order > 0")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub order: i32,
}
