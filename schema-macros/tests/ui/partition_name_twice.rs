//! Two partitions have one name.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
#[partition(name = "a", values = "FROM ('b') TO ('c')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
