//! What the partition has is said as for another way to divide.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "IN ('a')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
