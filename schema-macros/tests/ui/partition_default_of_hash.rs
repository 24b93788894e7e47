//! A hash leaves nothing for a default partition.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = hash(code))]
#[primary_key(id, code)]
#[partition(name = "a", default)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
