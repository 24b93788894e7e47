//! The schema of a database, one file per table, written by `cargo xtask import`.

#![allow(
    clippy::duplicated_attributes,
    reason = "two keys or indexes of a table that share a column are no duplicates"
)]

mod on_public_t_using_btree;
mod table_with_quotes_and_quotes;

pub use on_public_t_using_btree::OnPublicTUsingBtree;
use schema_core::prelude::*;
pub use table_with_quotes_and_quotes::TableWithQuotesAndQuotes;

schema! {
    /// The whole schema.
    pub static SCHEMA,
    postgres = 15..=18,
    tables = [
        TableWithQuotesAndQuotes,
        OnPublicTUsingBtree,
    ]
}
