//! A key of `#[composite]` that does not exist.

use schema_core::prelude::*;

#[derive(Composite)]
#[composite(table = "a")]
pub struct Address {
    pub city: String,
}
