//! An unknown key of a label.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {
    #[label("sad", were = "SAD")]
    Sad,
}
