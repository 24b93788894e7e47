//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod routines;
mod t;
mod targets;

use schema_core::prelude::*;
pub use t::T;
pub use targets::Targets;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    routines = {
        "public.touch()" = routines::TOUCH,
    },
    tables = [
        T,
        Targets,
    ]
}
