//! INCLUDE without a column.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(code, include())]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
