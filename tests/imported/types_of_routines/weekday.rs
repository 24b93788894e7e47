//! Enum `weekday`.

use schema_core::prelude::*;

#[derive(PgEnum)]
pub enum Weekday {
    Mo,
    Tu,
}
