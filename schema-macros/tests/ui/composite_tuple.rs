//! A composite type without names.

use schema_core::prelude::*;

#[derive(Composite)]
pub struct Address(pub String, pub i32);
