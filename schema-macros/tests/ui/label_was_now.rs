//! A label that was what it is.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {
    #[label(was = "SAD")]
    Sad,
}
