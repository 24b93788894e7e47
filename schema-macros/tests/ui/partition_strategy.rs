//! Rows are divided in one of three ways.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = round_robin(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
