//! Why there is no matrix.

use std::fmt;

use schema_core::diagnostic::Diagnostic;
use schema_core::ident::{Ident, InvalidIdent, QualifiedName};

use crate::HarnessError;

/// Why there is no matrix.
pub enum MatrixError {
    /// The declaration does not resolve.
    Declaration(Vec<Diagnostic>),
    /// No row was found that satisfies the CHECK constraints of a table.
    NoRow {
        /// The table.
        table: QualifiedName,
        /// The constraints that could not be satisfied together.
        checks: Vec<Ident>,
        /// What the server said to the search, where it failed.
        reason: Option<String>,
    },
    /// A foreign key or an invariant refers to a table that is not in the schema.
    UnknownTable {
        /// The table that refers.
        table: QualifiedName,
        /// The foreign key or the invariant.
        name: Ident,
        /// The table that is not there.
        references: QualifiedName,
    },
    /// Foreign keys whose columns are all NOT NULL lead in a circle, and none of them is deferrable.
    Cycle(Vec<QualifiedName>),
    /// `counterexample` of a CHECK is not `column = value, ...`.
    Counterexample {
        /// The table.
        table: QualifiedName,
        /// The constraint.
        check: Ident,
        /// The text.
        text: String,
    },
    /// The server or the connection.
    Server(HarnessError),
}

impl fmt::Display for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MatrixError::Declaration(diagnostics) => {
                let texts: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join("\n"))
            }
            MatrixError::NoRow { table, checks, reason } => {
                let checks: Vec<String> = checks.iter().map(ToString::to_string).collect();
                write!(f, "error[no-row]: no row of {table} was found that satisfies {}", checks.join(", "))?;
                if let Some(reason) = reason {
                    write!(f, "\n  PostgreSQL: {reason}")?;
                }
                f.write_str(
                    "\n  help: give a column of the CHECK a default that satisfies it, or name a satisfying value in \
                     its text, as in `code ~ '...' OR code = 'A-1'`",
                )
            }
            MatrixError::UnknownTable { table, name, references } => write!(
                f,
                "error[unknown-table]: {name} of {table} refers to {references}, which is not in the schema\n  \
                 help: add the table to `schema!`"
            ),
            MatrixError::Cycle(tables) => {
                let tables: Vec<String> = tables.iter().map(ToString::to_string).collect();
                write!(
                    f,
                    "error[foreign-key-cycle]: no row can be the first of {}: their foreign keys lead in a circle, \
                     all columns are NOT NULL and no key is deferrable\n  \
                     help: make a column an Option, or a key `deferrable`",
                    tables.join(", ")
                )
            }
            MatrixError::Counterexample { table, check, text } => write!(
                f,
                "error[counterexample]: the counterexample of CHECK {check} on {table} is `{text}`\n  \
                 help: write columns and SQL values: `amount = -1, unit = 'kg'`"
            ),
            MatrixError::Server(error) => error.fmt(f),
        }
    }
}

/// A test that unwraps shows this form: it is the same text, made for people.
impl fmt::Debug for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for MatrixError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            MatrixError::Server(error) => Some(error),
            _ => None,
        }
    }
}

impl From<HarnessError> for MatrixError {
    fn from(error: HarnessError) -> MatrixError {
        MatrixError::Server(error)
    }
}

impl From<InvalidIdent> for MatrixError {
    fn from(invalid: InvalidIdent) -> MatrixError {
        MatrixError::Server(HarnessError::message(invalid.to_string()))
    }
}

/// Names what was being done when the server or the connection failed.
pub(crate) fn while_doing(doing: &str) -> impl FnOnce(tokio_postgres::Error) -> MatrixError {
    let doing = doing.to_owned();
    move |error| MatrixError::Server(HarnessError::postgres(doing, error))
}
