//! Real PostgreSQL servers and throw-away databases for tests.
//!
//! There are two sides. The one who runs the suite (an xtask) calls [`start`] for each major it wants, hands the server to the tests by
//! the variables that [`OwnedServer::attach_variables`] names, and removes it when they are done, on success, failure and Ctrl-C alike.
//! A test calls [`Server::attach`] and asks for a database of its own, cloned from a template that is built once per digest:
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let server = schema_harness::Server::attach()?;
//! let database = server
//!     .database("orders", "digest of the migrations", async |template| {
//!         template.execute("CREATE TABLE orders (id bigint PRIMARY KEY)").await
//!     })
//!     .await?;
//! let client = database.connect().await?;
//! client.execute("INSERT INTO orders VALUES (1)", &[]).await?;
//! # Ok(()) }
//! ```
//!
//! A database is dropped with its [`TestDatabase`]; a panicking test keeps its own and prints how to look into it.

mod admin;
pub mod behaviour;
pub mod certificates;
mod client;
mod command;
mod connection;
mod container;
mod database;
mod discover;
mod docker;
mod environment;
mod error;
mod fingerprint;
pub mod image;
mod leftovers;
mod local;
pub mod matrix;
pub mod mutants;
mod owned;
mod owner;
mod privileges;
pub mod project;
mod psql;
mod server;
mod settings;
mod shell;
mod sockets;
pub mod state;
mod suite;
mod sweep;
mod template;
pub mod text_table;

pub use connection::Notice;
pub use database::TestDatabase;
pub use discover::{FindOptions, ImageSource, start};
pub use environment::Environment;
pub use error::{Attempt, HarnessError, NoServer};
pub use leftovers::drop_leftovers;
pub use owned::{OwnedServer, remove};
pub use owner::Owner;
pub use psql::{PsqlFailure, PsqlFileOutput, PsqlOutput};
pub use server::{Server, ServerInfo, ServerKind};
#[doc(hidden)]
pub use suite::run_test;
pub use suite::{MAJOR_PLACE_VARIABLE, MajorPlace, Suite};
pub use sweep::{Swept, sweep};

/// The majors that the suite is run on, and that [`image::build`] can make; 16 has no Debian release of its own.
pub const SUPPORTED_MAJORS: [u16; 3] = [15, 17, 18];
