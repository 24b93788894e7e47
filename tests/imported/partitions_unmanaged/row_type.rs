//! Composite type `row_type`.

use schema_core::prelude::*;

#[derive(Composite)]
pub struct RowType {
    pub n: i32,
}
