//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod hosts;
mod items;
mod pages;
mod slug;

pub use hosts::Hosts;
pub use items::Items;
pub use pages::Pages;
use schema_core::prelude::*;
pub use slug::Slug;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    extensions = ["citext"],
    tables = [
        Hosts,
        Items,
        Pages,
    ]
}
