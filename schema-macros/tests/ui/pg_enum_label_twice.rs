//! Two variants with one label.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {
    Sad,
    #[label("SAD")]
    Sadder,
}
