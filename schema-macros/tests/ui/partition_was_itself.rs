//! A partition was called what it is called.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", was = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
