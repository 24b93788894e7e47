//! A partition says of no rows that they are in it.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
