//! The columns that divide a table have no order.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = range(code desc))]
#[primary_key(id, code)]
#[partition(name = "a", values = "FROM ('a') TO ('b')")]
pub struct Divided {
    pub id: Uuid,
    pub code: String,
}
