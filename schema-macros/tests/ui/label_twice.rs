//! Two labels of one value.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {
    #[label("sad", "glad")]
    Sad,
}
