//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod collations;
mod defaults;
mod dropped;
mod no_columns;
mod types;

pub use collations::Collations;
pub use defaults::Defaults;
pub use dropped::Dropped;
pub use no_columns::NoColumns;
use schema_core::prelude::*;
pub use types::Types;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    tables = [
        Collations,
        Defaults,
        Dropped,
        NoColumns,
        Types,
    ]
}
