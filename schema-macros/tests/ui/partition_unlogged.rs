//! A partitioned table is unlogged.

use schema_core::prelude::*;

#[derive(Table)]
#[table(unlogged, partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
