//! A default that mentions a column.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(default = "id")]
    pub other: Uuid,
}
