//! A struct as a text enum.

use schema_core::prelude::*;

#[derive(TextEnum)]
pub struct Status;
