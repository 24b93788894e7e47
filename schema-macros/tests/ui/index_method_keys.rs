//! Two keys where the method has one.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code, id, using = hash)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
