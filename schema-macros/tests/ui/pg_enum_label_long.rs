//! A label that PostgreSQL does not take.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Mood {
    #[label("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    Sad,
}
