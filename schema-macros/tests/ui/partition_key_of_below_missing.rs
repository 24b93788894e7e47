//! A unique constraint lacks the column that divides a partition.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[partition(name = "a", values = "FROM ('a') TO ('b')", partition_by = list(kind))]
#[unique(code)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
    pub kind: String,
}
