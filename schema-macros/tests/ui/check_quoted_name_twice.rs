//! A name as a string, given to two CHECKs.

use schema_core::prelude::*;

#[derive(Table)]
#[check("is it positive?", "number > 0")]
#[check("is it positive?", "number > 1")]
pub struct Child {
    #[column(primary_key)]
    pub id: Uuid,
    pub number: i32,
}
