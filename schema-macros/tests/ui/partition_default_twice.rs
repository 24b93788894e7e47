//! There are two default partitions.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", default)]
#[partition(name = "b", default)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
