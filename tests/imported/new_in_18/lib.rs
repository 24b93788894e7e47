//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod child;
mod of_periods;
mod parent;
mod periods;

pub use child::Child;
pub use of_periods::OfPeriods;
pub use parent::Parent;
pub use periods::Periods;
use schema_core::prelude::*;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 18..=18,
    tables = [
        Child,
        OfPeriods,
        Parent,
        Periods,
    ]
}
