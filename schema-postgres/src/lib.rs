//! Reads what a PostgreSQL server knows: its catalog, the locks that are held, whether it is what is declared.
//!
//! Queries stand in `.sql` files beside the Rust that reads them.

pub mod catalog;
pub mod catalog_text;
mod clone_script;
mod connection;
pub mod observe;
pub mod verify;

pub use clone_script::clone_script;
pub use connection::{connect, place_of};
pub use tokio_postgres::Client;
