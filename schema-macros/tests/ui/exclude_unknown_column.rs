//! A key is no field.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = hash, cod = "=")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
