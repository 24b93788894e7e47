//! Reads what a PostgreSQL server knows: its catalog, the locks that are held.
//!
//! Queries stand in `.sql` files beside the Rust that reads them.

pub mod catalog_text;
pub mod observe;
