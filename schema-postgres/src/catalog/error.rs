//! Why a catalog could not be read.

use std::fmt;

/// A catalog that could not be read.
#[derive(Debug)]
pub enum CatalogError {
    /// The connection failed, or the server refused something.
    Postgres {
        /// What was being done: `reading the catalog`.
        doing: &'static str,
        /// What the server said.
        error: tokio_postgres::Error,
    },
    /// The server is older than any that is tried.
    TooOld {
        /// Its major.
        major: u16,
        /// The oldest that is tried.
        oldest: u16,
    },
    /// Others changed the schema while it was read: what was read does not fit together.
    Changed(String),
    /// They did so each time it was tried.
    KeepsChanging(String),
    /// The server says what this version does not know.
    Unknown(String),
}

impl CatalogError {
    /// Tells whether others have changed the schema meanwhile, so that another attempt may succeed.
    pub(super) fn is_of_concurrent_change(&self) -> bool {
        match self {
            CatalogError::Changed(_) => true,
            // `cache lookup failed` and `could not open relation` have the code of an internal error.
            CatalogError::Postgres { error, .. } => {
                error.code().is_some_and(|code| matches!(code.code(), "XX000" | "42P01" | "42703" | "42704" | "42883"))
            }
            CatalogError::TooOld { .. } | CatalogError::KeepsChanging(_) | CatalogError::Unknown(_) => false,
        }
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CatalogError::Postgres { doing, error } => write!(f, "{doing}: {}", crate::failure::reason(error)),
            CatalogError::TooOld { major, oldest } => {
                write!(f, "the server is PostgreSQL {major}; catalogs are read from {oldest} on")
            }
            CatalogError::Changed(what) => write!(f, "the schema was changed while it was read: {what}"),
            CatalogError::KeepsChanging(what) => {
                write!(f, "{what}; so it was at each attempt\nhelp: read again when no migration runs")
            }
            CatalogError::Unknown(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for CatalogError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            CatalogError::Postgres { error, .. } => Some(error),
            _ => None,
        }
    }
}
