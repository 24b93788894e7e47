//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod routines;
mod row_type;
mod t;
mod targets;

pub use row_type::RowType;
use schema_core::prelude::*;
pub use t::T;
pub use targets::Targets;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    types = [RowType],
    routines = {
        "public.touch()" = routines::TOUCH,
    },
    tables = [
        T,
        Targets,
    ]
}
