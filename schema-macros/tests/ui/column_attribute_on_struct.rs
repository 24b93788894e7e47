//! An attribute of fields, on the struct.

use schema_core::prelude::*;

#[derive(Table)]
#[column(unique)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
}
