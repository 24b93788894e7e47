//! Table `t`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(n))]
#[index(n, name = "t_a_idx")]
#[partition(name = "t_1", values = "IN (1)")]
#[partition(name = "t_2", values = "IN (2)")]
pub struct T {
    pub n: Option<i32>,
    pub a: Option<String>,
    pub target_id: Option<i32>,
}
