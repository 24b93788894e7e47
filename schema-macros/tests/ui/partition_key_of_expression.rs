//! A table that is divided by an expression has no key.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(expr("lower(code)")))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
