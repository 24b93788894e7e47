//! A key column stands in INCLUDE too.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(code, include(code))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
