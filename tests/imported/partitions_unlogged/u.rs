//! Table `u`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(n))]
#[partition(name = "u_1", values = "IN (1)", partition_by = list(m))]
#[partition(name = "u_1_1", of = "u_1", values = "IN (1)", unlogged)]
pub struct U {
    pub n: Option<i32>,
    pub m: Option<i32>,
}
