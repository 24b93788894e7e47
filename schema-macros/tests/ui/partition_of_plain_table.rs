//! A table with partitions is not divided.

use schema_core::prelude::*;

#[derive(Table)]
#[primary_key(id)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
