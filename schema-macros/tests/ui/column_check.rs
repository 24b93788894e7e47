//! A CHECK as a key of `#[column]`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(check = "number > 0")]
    pub number: i32,
}
