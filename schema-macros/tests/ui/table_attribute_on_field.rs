//! An attribute of the struct, on a field.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[unique]
    pub email: String,
}
