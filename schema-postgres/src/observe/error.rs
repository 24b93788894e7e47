//! Why a statement could not be observed.

use std::fmt;
use std::time::Duration;

/// A statement that could not be observed.
#[derive(Debug)]
pub enum ObserveError {
    /// The server refused something, perhaps the statement itself.
    Postgres {
        /// What was being done: `running the statement`.
        doing: &'static str,
        /// What the server said.
        error: tokio_postgres::Error,
    },
    /// The statement ran inside a transaction block, where it was to be refused.
    RanInsideBlock,
    /// The statement ended without having waited for the held snapshot.
    DidNotWait,
    /// The statement neither waited for the held snapshot nor ended.
    Deadline(Duration),
    /// The server reports what this version does not know.
    Unknown(String),
}

impl ObserveError {
    /// Makes an error of what the server said; for `map_err`.
    pub(super) fn postgres(doing: &'static str) -> impl FnOnce(tokio_postgres::Error) -> ObserveError {
        move |error| ObserveError::Postgres { doing, error }
    }
}

impl fmt::Display for ObserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ObserveError::Postgres { doing, error } => match error.as_db_error() {
                Some(answer) => {
                    write!(f, "{doing}: {} (SQLSTATE {})", answer.message(), answer.code().code())?;
                    answer.detail().map_or(Ok(()), |detail| write!(f, ": {detail}"))
                }
                None => write!(f, "{doing}: {error}"),
            },
            ObserveError::RanInsideBlock => {
                f.write_str("PostgreSQL ran the statement inside a transaction block, where it was to refuse it")
            }
            ObserveError::DidNotWait => f.write_str("the statement ended without waiting for the held snapshot"),
            ObserveError::Deadline(after) => {
                write!(f, "the statement did not get to wait for the held snapshot within {} s", after.as_secs())
            }
            ObserveError::Unknown(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for ObserveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ObserveError::Postgres { error, .. } => Some(error),
            _ => None,
        }
    }
}
