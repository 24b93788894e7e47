//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod twice;

use schema_core::prelude::*;
pub use twice::Twice;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    tables = [
        Twice,
    ]
}
