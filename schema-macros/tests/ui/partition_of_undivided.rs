//! A partition is one of another that is not divided.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
#[partition(name = "b", of = "a", default)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
