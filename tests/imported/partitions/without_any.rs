//! Table `without_any`.

use schema_core::prelude::*;

#[derive(Table)]
#[table(partition_by = list(n))]
pub struct WithoutAny {
    pub n: Option<i32>,
}
