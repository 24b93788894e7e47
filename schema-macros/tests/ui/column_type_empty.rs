//! A type by name without a name.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(type = " ")]
    pub number: i32,
}
