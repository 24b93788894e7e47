//! Table `t`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(n))]
#[partition(name = "t_1", values = "IN (1)")]
pub struct T {
    pub n: Option<i32>,
}
