//! A unique index of a method that has none.

use schema_core::prelude::*;

#[derive(Table)]
#[index(code, unique, using = hash)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub code: String,
}
