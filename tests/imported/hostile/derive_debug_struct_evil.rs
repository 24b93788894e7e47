//! Table "/// #[derive(Debug)]\nstruct Evil;".

use schema_core::prelude::*;

#[derive(Table)]
#[table(name = "/// #[derive(Debug)]\nstruct Evil;")]
pub struct DeriveDebugStructEvil {
    #[column(primary_key)]
    pub id: i32,
    #[column(name = "]\n}")]
    pub column: Option<i32>,
}
