//! A struct that derives PgEnum.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub struct Mood;
