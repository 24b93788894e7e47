//! A key of `#[pg_enum]` that does not exist.

use schema_core::prelude::*;

#[derive(PgEnum)]
#[pg_enum(schema = "x")]
pub enum Mood {
    Sad,
}
