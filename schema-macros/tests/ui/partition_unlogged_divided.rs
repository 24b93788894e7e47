//! A partition that is divided in its turn is unlogged.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')", partition_by = list(id), unlogged)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
