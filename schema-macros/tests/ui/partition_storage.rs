//! A partitioned table has storage parameters.

use schema_core::prelude::*;

#[derive(Table)]
#[table(with(fillfactor = 70), partition_by = range(code))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
