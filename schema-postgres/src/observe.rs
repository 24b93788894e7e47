//! What a statement really locks, scans and rewrites, measured on a server: [`observe`] runs it in a transaction and
//! looks before the commit, [`observe_waiting`] catches what cannot run in one while it waits. [`compare`] holds the
//! outcome against what the statement claims.

mod catalog;
mod compare;
mod error;
mod waiting;

use std::collections::BTreeSet;

use schema_core::effects::TransactionRule;
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use tokio_postgres::Client;

use catalog::{LocksByOid, Relations, Scans};

pub use compare::{Mismatch, compare, differences};
pub use error::ObserveError;
pub use waiting::{Sessions, observe_waiting};

/// What one statement did to relations that are not the system's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The locks it held at its end; of a statement that waited, those it held while it waited.
    pub locks: Vec<ObservedLock>,
    /// The locks that a statement which waited held before its last commit; empty for another.
    pub locks_at_end: Vec<ObservedLock>,
    /// Tables that existed before and were scanned, or through an index. One entry looked up in an index is no scan.
    pub scans: Vec<QualifiedName>,
    /// Relations that existed before and got another file.
    pub rewrites: Vec<Relation>,
    /// Indexes that existed before and do no more.
    pub dropped_indexes: Vec<QualifiedName>,
    /// Tables that existed before and had no rows.
    pub empty: Vec<QualifiedName>,
    /// How it stands to transactions.
    pub transaction: TransactionRule,
}

/// The locks on one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservedLock {
    /// Which.
    pub relation: Relation,
    /// Whether the statement made it: no one else can see it, let alone wait for it.
    pub is_new: bool,
    /// Every mode that was held; never empty.
    pub modes: BTreeSet<LockMode>,
}

impl ObservedLock {
    /// Returns the strongest mode.
    pub fn strongest(&self) -> LockMode {
        *self.modes.last().expect("a lock has a mode")
    }
}

/// A relation that was locked or rewritten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A table, or anything else that a query can name.
    Table(QualifiedName),
    /// An index.
    Index {
        /// Its name.
        name: QualifiedName,
        /// Its table.
        table: QualifiedName,
    },
    /// The TOAST table of a table, or the index on that.
    Toast {
        /// The table.
        table: QualifiedName,
    },
    /// Made and dropped by the statement.
    Transient,
}

impl Relation {
    /// Returns the table that it is or belongs to.
    pub fn table(&self) -> Option<&QualifiedName> {
        match self {
            Relation::Table(table) | Relation::Index { table, .. } | Relation::Toast { table } => Some(table),
            Relation::Transient => None,
        }
    }

    fn as_table(&self) -> Option<&QualifiedName> {
        match self {
            Relation::Table(table) => Some(table),
            Relation::Index { .. } | Relation::Toast { .. } | Relation::Transient => None,
        }
    }
}

impl std::fmt::Display for Relation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Relation::Table(table) => write!(f, "{table}"),
            Relation::Index { name, .. } => write!(f, "{name}"),
            Relation::Toast { table } => write!(f, "toast of {table}"),
            Relation::Transient => f.write_str("a relation of the statement's own"),
        }
    }
}

/// Runs statements in one transaction and reports what they did, just before the commit.
///
/// Only what this transaction does counts. A lock that was let go before the statement ended is not seen; PostgreSQL
/// keeps those on relations until the commit, but for its own catalogs.
///
/// # Errors
///
/// The server refuses a statement; the transaction is then rolled back.
pub async fn observe(client: &mut Client, sql: &str) -> Result<Observation, ObserveError> {
    let empty = catalog::empty_tables(client).await?;
    let pid = catalog::backend_pid(client).await?;
    let transaction = client.transaction().await.map_err(ObserveError::postgres("beginning a transaction"))?;
    let before = Relations::read(transaction.client()).await?;
    transaction.batch_execute(sql).await.map_err(ObserveError::postgres("running the statement"))?;
    let mut locks = LocksByOid::new();
    catalog::add_locks(transaction.client(), pid, &mut locks).await?;
    let after = Relations::read(transaction.client()).await?;
    transaction.commit().await.map_err(ObserveError::postgres("committing the statement"))?;
    Ok(Observation {
        locks: before.name_locks(&after, &locks),
        locks_at_end: Vec::new(),
        scans: before.scanned(&after, Scans::OfThisTransaction),
        rewrites: before.rewritten(&after),
        dropped_indexes: before.dropped_indexes(&after),
        empty,
        transaction: TransactionRule::Own,
    })
}
