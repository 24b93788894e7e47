//! Table `listed`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(a))]
#[partition(name = "listed_some", values = "IN ('a', 'it''s', NULL)")]
pub struct Listed {
    pub a: Option<String>,
    pub b: Option<i32>,
}
