//! A storage parameter that unique constraints do not have.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(code, with(fill_factor = 70))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
