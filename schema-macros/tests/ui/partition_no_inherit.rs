//! A partitioned table has a check for itself alone.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
#[check("code <> ''", no_inherit)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
