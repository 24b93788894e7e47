//! A struct without names.

use schema_core::prelude::*;

#[derive(Table)]
pub struct Child(pub Uuid);
