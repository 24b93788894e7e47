//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod fleeting;
mod numbered;

pub use fleeting::Fleeting;
pub use numbered::Numbered;
use schema_core::prelude::*;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    sequences = [
        sequence("down", type = "integer", increment = -1),
        sequence("down_to", increment = -2, min = -5, max = 5),
        sequence("everything", type = "integer", start = 15, increment = 5, min = -10, max = 1000, cache = 20, cycle),
        sequence("numbered_id_seq", increment = 10, owned_by = Numbered::id),
        sequence("plain", comment = "Numbers."),
        sequence("small", type = "smallint", owned_by = Numbered::first),
    ],
    tables = [
        Fleeting,
        Numbered,
    ]
}
