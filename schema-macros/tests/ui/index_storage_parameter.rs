//! A storage parameter of another access method.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code, using = hash, with(fastupdate = false))]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
