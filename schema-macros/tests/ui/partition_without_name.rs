//! A partition has no name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(default)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
