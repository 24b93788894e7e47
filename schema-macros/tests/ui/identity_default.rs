//! An identity column with a default.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity, default = "1")]
    pub number: i32,
}
