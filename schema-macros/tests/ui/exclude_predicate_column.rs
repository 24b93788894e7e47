//! The predicate mentions no column.

use schema_core::prelude::*;

#[derive(Table)]
#[exclude(using = hash, code = "=", where = "cod <> ''")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
