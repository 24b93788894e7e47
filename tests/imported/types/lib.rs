//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod address;
mod email;
mod list;
mod mood;
mod of_domain;
mod people;

pub use address::{Address, AddressGrE};
pub use email::Email;
pub use list::List;
pub use mood::Mood;
pub use of_domain::OfDomain;
pub use people::People;
use schema_core::prelude::*;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    namespaces = [("Other", "Another one.")],
    types = [OfDomain],
    tables = [
        People,
    ]
}
