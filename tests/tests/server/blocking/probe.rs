//! What applications do, tried from other sessions: it passes, or it waits for a lock.

use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_harness::{HarnessError, TestDatabase};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::sessions::{run, said};

/// A wait is known by this timeout: the lock that is in the way is held until the probes are done, so however short it
/// is, a probe that has to wait runs into it, and one that has not never does.
pub(super) const LOCK_TIMEOUT: &str = "SET lock_timeout = '2ms'";

/// A statement that takes the locks of its kind and touches no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    Select,
    SelectForUpdate,
    SelectForKeyShare,
    Insert,
    Update,
    Delete,
}

impl Probe {
    pub(super) const ALL: [Probe; 6] =
        [Probe::Select, Probe::SelectForUpdate, Probe::SelectForKeyShare, Probe::Insert, Probe::Update, Probe::Delete];

    pub(super) fn title(self) -> &'static str {
        match self {
            Probe::Select => "SELECT",
            Probe::SelectForUpdate => "FOR UPDATE",
            Probe::SelectForKeyShare => "FOR KEY SHARE",
            Probe::Insert => "INSERT",
            Probe::Update => "UPDATE",
            Probe::Delete => "DELETE",
        }
    }

    /// The mode that it locks the table in, as the manual says.
    pub(super) fn mode(self) -> LockMode {
        match self {
            Probe::Select => LockMode::AccessShare,
            Probe::SelectForUpdate | Probe::SelectForKeyShare => LockMode::RowShare,
            Probe::Insert | Probe::Update | Probe::Delete => LockMode::RowExclusive,
        }
    }

    /// Returns the statement, given one of the table's columns.
    pub(super) fn sql(self, table: &QualifiedName, column: &str) -> String {
        match self {
            Probe::Select => format!("SELECT FROM {table} LIMIT 0"),
            Probe::SelectForUpdate => format!("SELECT FROM {table} LIMIT 0 FOR UPDATE"),
            Probe::SelectForKeyShare => format!("SELECT FROM {table} LIMIT 0 FOR KEY SHARE"),
            Probe::Insert => format!("INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false"),
            Probe::Update => format!("UPDATE {table} SET {column} = {column} WHERE false"),
            Probe::Delete => format!("DELETE FROM {table} WHERE false"),
        }
    }
}

/// What became of a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passes,
    Waits,
}

impl Outcome {
    pub(super) fn text(self) -> &'static str {
        match self {
            Outcome::Passes => "passes",
            Outcome::Waits => "waits",
        }
    }

    /// What a probe is to do while a lock is held.
    pub(super) fn expected(probe: Probe, held: Option<LockMode>) -> Outcome {
        if held.is_some_and(|held| held.conflicts().contains(&probe.mode())) { Outcome::Waits } else { Outcome::Passes }
    }
}

/// A session for each probe, so that those that wait do so at once. No two of them wait for one another.
pub(super) struct Probes([Client; Probe::ALL.len()]);

impl Probes {
    pub(super) async fn connect(database: &TestDatabase) -> Result<Probes, HarnessError> {
        let connect = async || -> Result<Client, HarnessError> {
            let client = database.connect().await?;
            run(&client, LOCK_TIMEOUT).await;
            Ok(client)
        };
        let (a, b, c) = tokio::try_join!(connect(), connect(), connect())?;
        let (d, e, f) = tokio::try_join!(connect(), connect(), connect())?;
        Ok(Probes([a, b, c, d, e, f]))
    }

    /// Tries all at once, and returns the outcomes in the order of [`Probe::ALL`].
    pub(super) async fn run(&self, table: &QualifiedName, column: &str) -> [Outcome; Probe::ALL.len()] {
        let [a, b, c, d, e, f] = &self.0;
        let [p, q, r, s, t, u] = Probe::ALL.map(|probe| probe.sql(table, column));
        let outcomes = tokio::join!(
            attempt(a, &p),
            attempt(b, &q),
            attempt(c, &r),
            attempt(d, &s),
            attempt(e, &t),
            attempt(f, &u)
        );
        outcomes.into()
    }
}

/// Runs one probe.
///
/// # Panics
///
/// It fails for another reason than a lock.
pub(super) async fn attempt(client: &Client, sql: &str) -> Outcome {
    match client.batch_execute(sql).await {
        Ok(()) => Outcome::Passes,
        Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => Outcome::Waits,
        Err(error) => panic!("{sql}: {}", said(&error)),
    }
}
