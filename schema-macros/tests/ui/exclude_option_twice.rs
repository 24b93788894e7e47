//! An option is given twice.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = hash, code = "=", deferrable, deferrable)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
