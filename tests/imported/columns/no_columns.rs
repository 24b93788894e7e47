//! Table `no_columns`.

use schema_core::prelude::*;

#[derive(Table)]
pub struct NoColumns {}
