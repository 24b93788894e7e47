//! An exclusion constraint has the name of another constraint.

use schema_core::prelude::*;

#[derive(Table)]
#[unique(id, name = "one")]
#[exclude(using = hash, code = "=", name = "one")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
