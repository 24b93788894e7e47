//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod t;
mod u;

use schema_core::prelude::*;
pub use t::T;
pub use u::U;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    tables = [
        T,
        U,
    ]
}
