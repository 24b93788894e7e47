//! A key has no operator.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = hash, code)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
