//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod across;
mod c_d;
mod filled;
mod unlogged;

pub use across::Across;
pub use c_d::CD;
pub use filled::Filled;
use schema_core::prelude::*;
pub use unlogged::Unlogged;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    namespaces = [("tools", "")],
    tables = [
        CD,
        Filled,
        Unlogged,
        Across,
    ]
}
