//! An identity column of a type that does not count.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity)]
    pub number: String,
}
