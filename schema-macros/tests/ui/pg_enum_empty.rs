//! An enum without values.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {}
