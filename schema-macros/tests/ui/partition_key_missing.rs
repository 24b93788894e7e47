//! A primary key lacks the column that divides the table.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code))]
#[primary_key(id)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
