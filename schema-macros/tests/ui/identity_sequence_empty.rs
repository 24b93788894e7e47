//! An identity column whose sequence has no name.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity(sequence = ""))]
    pub number: i32,
}
