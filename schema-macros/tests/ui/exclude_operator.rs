//! A key whose operator is none.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = hash, code = "equals")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
