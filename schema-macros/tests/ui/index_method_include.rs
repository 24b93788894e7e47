//! INCLUDE where the method has none.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code, include(id), using = brin)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
