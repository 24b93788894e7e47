//! A list is one of one column.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(id, code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "IN ('a')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
