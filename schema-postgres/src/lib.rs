//! Reads what a PostgreSQL server knows: its catalog, the locks that are held, whether it is what is declared.
//!
//! Queries stand in `.sql` files beside the Rust that reads them.

pub mod catalog;
pub mod catalog_text;
mod clone_script;
mod connection;
mod failure;
pub mod observe;
pub mod verify;

pub use clone_script::clone_script;
pub use connection::{
    Attempt, ConnectError, NoticeHandler, Settings, SettingsError, Why, connect, is_connection_string, place_of,
};
pub use failure::reason;
pub use tokio_postgres::Client;
