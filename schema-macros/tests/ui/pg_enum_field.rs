//! A value of an enum with a field.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {
    Sad,
    Other(String),
}
