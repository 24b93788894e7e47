//! Enum `mood`.

use schema_core::prelude::*;

#[derive(PgEnum)]
#[pg_enum(rename_all = "snake_case")]
pub enum Mood {
    Good,
}
