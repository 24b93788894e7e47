//! A list that keys do not have.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(code, includes(id))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
