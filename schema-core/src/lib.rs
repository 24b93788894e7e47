//! Schema as code for PostgreSQL: the library.
//!
//! Declared structs become a [`model`], two models become a [`diff`], a diff becomes a [`plan`] whose steps say which
//! locks they take, and a plan becomes files. Nothing here reads a file, a clock, the environment or a socket.

pub mod def;
pub mod diagnostic;
pub mod diff;
pub mod digest;
pub mod drift;
pub mod effects;
pub mod export;
pub mod ident;
pub mod import;
mod index_name;
pub mod layout;
pub mod lock_mode;
pub mod lockfile;
pub mod members;
pub mod model;
pub mod parallel;
pub mod plan;
pub mod resolve;
pub mod rules;
pub mod spelling;
pub mod sql;
pub mod types;

#[cfg(feature = "derive")]
pub use schema_macros::{Composite, Domain, PgEnum, Table, TextEnum, schema};

/// What a file that declares tables needs.
pub mod prelude {
    pub use crate::types::{
        Bit, Bytes, Char, Cidr, Date, DateRange, Inet, Int4Range, Int8Range, Interval, Json, Jsonb, MacAddr, NumRange,
        Numeric, Time, Timestamp, TimestampRange, Timestamptz, TimestamptzRange, Tsvector, Uuid, VarBit, Varchar,
    };
    #[cfg(feature = "derive")]
    pub use schema_macros::{Composite, Domain, PgEnum, Table, TextEnum, schema};
}
