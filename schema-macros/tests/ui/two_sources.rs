//! Values from two places.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(identity, generated = "1")]
    pub number: i32,
}
