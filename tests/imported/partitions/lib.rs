//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod events;
mod hashed;
mod listed;
mod patterns;
mod targets;
mod without_any;

pub use events::Events;
pub use hashed::Hashed;
pub use listed::Listed;
pub use patterns::Patterns;
use schema_core::prelude::*;
pub use targets::Targets;
pub use without_any::WithoutAny;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    tables = [
        Events,
        Hashed,
        Listed,
        Patterns,
        Targets,
        WithoutAny,
    ]
}
