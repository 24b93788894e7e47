//! The column's name where the field's stands.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(type)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(name = "type")]
    pub kind: String,
}
