//! A type that was what it is.

use schema_core::prelude::*;

#[derive(PgEnum)]
#[pg_enum(was = "mood")]
pub enum Mood {
    Sad,
}
