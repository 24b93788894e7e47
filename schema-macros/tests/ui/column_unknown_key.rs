//! A key of `#[column]` that does not exist.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    #[column(defualt = "1")]
    pub number: i32,
}
