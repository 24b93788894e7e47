//! A unique index lacks the column that divides the table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
#[index(id, unique)]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
