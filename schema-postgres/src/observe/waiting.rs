//! Statements that PostgreSQL refuses inside a transaction block: what they hold is seen while they wait.

use std::time::Duration;

use schema_core::effects::TransactionRule;
use schema_core::lock_mode::LockMode;
use tokio::time::Instant;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::catalog::{self, LocksByOid, Relations, Scans};
use super::{Observation, ObserveError};

/// How long the statement may take to get to where it waits.
const DEADLINE: Duration = Duration::from_secs(30);
/// The longest pause between two looks at `pg_locks`.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// Three sessions on one database.
#[derive(Debug)]
pub struct Sessions<'a> {
    /// Runs the statement. A superuser's, for it creates an event trigger, and drops it again.
    pub runner: &'a Client,
    /// Holds what the statement waits for.
    pub holder: &'a Client,
    /// Looks at `pg_locks` meanwhile.
    pub watcher: &'a Client,
}

/// Runs a statement of several transactions while `holding` has begun one that it waits for, as a CONCURRENTLY statement
/// does for a snapshot, and reports what it did: the locks it holds while it waits (where it holds none, those of its last
/// transaction), those of its last transaction, and what it had done when it ended.
///
/// Between two looks it may hold locks that are not seen. Other sessions must leave the database alone meanwhile, for
/// their scans count.
///
/// # Errors
///
/// The server refuses the statement, or runs it inside a transaction block; it ends without waiting, or gets nowhere.
pub async fn observe_waiting(sessions: Sessions<'_>, sql: &str, holding: &str) -> Result<Observation, ObserveError> {
    let Sessions { runner, holder, watcher } = sessions;
    expect_refusal_in_block(runner, sql).await?;
    runner
        .batch_execute(include_str!("install_witness.sql"))
        .await
        .map_err(ObserveError::postgres("creating the event trigger"))?;
    report_scans(runner).await?;
    let empty = catalog::empty_tables(watcher).await?;
    let before = Relations::read(watcher).await?;

    let ran = run_and_watch(runner, holder, watcher, sql, holding).await;
    if ran.is_err() {
        // So that the statement ends, where it still waits; the first error is the one to tell.
        let _ = holder.batch_execute("ROLLBACK").await;
    }
    let reported = report_scans(runner).await;
    let at_end = locks_at_end(runner).await;
    let removed = runner
        .batch_execute(include_str!("remove_witness.sql"))
        .await
        .map_err(ObserveError::postgres("dropping the event trigger"));
    let Watched { mut seen, holds_nothing } = ran?;
    reported?;
    let at_end = at_end?;
    if holds_nothing {
        // DETACH PARTITION CONCURRENTLY waits between its transactions: what it locks, the last of them tells. Whether a
        // look falls into the moment of an ACCESS SHARE in an earlier one is luck; whatever is stronger counts.
        seen.retain(|_, modes| modes.iter().any(|mode| *mode > LockMode::AccessShare));
        for (relation, modes) in &at_end {
            seen.entry(*relation).or_default().extend(modes);
        }
    }
    removed?;
    let after = Relations::read(watcher).await?;
    Ok(Observation {
        locks: before.name_locks(&after, &seen),
        locks_at_end: before.name_locks(&after, &at_end),
        scans: before.scanned(&after, Scans::Reported),
        rewrites: before.rewritten(&after),
        dropped_indexes: before.dropped_indexes(&after),
        empty,
        transaction: TransactionRule::OutsideBlock,
    })
}

async fn expect_refusal_in_block(runner: &Client, sql: &str) -> Result<(), ObserveError> {
    let in_block = async {
        runner.batch_execute("BEGIN").await?;
        let answer = runner.batch_execute(sql).await;
        runner.batch_execute("ROLLBACK").await?;
        answer
    };
    match in_block.await {
        Ok(()) => Err(ObserveError::RanInsideBlock),
        Err(error) if error.code().is_some_and(is_refusal) => Ok(()),
        Err(error) => Err(ObserveError::Postgres { doing: "running the statement inside a transaction block", error }),
    }
}

/// Tells whether PostgreSQL refuses a statement, or a COMMIT in it, for there is a transaction block around it.
fn is_refusal(code: &SqlState) -> bool {
    *code == SqlState::ACTIVE_SQL_TRANSACTION || *code == SqlState::INVALID_TRANSACTION_TERMINATION
}

/// Has the session report its scans now; otherwise it does so once a second at most.
async fn report_scans(client: &Client) -> Result<(), ObserveError> {
    client
        .batch_execute("SELECT pg_catalog.pg_stat_force_next_flush()")
        .await
        .map_err(ObserveError::postgres("reporting the session's scans"))
}

async fn run_and_watch(
    runner: &Client,
    holder: &Client,
    watcher: &Client,
    sql: &str,
    holding: &str,
) -> Result<Watched, ObserveError> {
    holder.batch_execute(holding).await.map_err(ObserveError::postgres("beginning what is waited for"))?;
    let runner_pid = catalog::backend_pid(runner).await?;
    let holder_pid = catalog::backend_pid(holder).await?;
    let running = runner.batch_execute(sql);
    tokio::pin!(running);
    let watched = tokio::select! {
        ended = &mut running => {
            ended.map_err(ObserveError::postgres("running the statement"))?;
            return Err(ObserveError::DidNotWait);
        }
        watched = watch_until_it_waits(watcher, runner_pid, holder_pid) => watched?,
    };
    holder.batch_execute("COMMIT").await.map_err(ObserveError::postgres("ending what is waited for"))?;
    tokio::time::timeout(DEADLINE, running)
        .await
        .map_err(|_| ObserveError::Deadline(DEADLINE))?
        .map_err(ObserveError::postgres("running the statement"))?;
    Ok(watched)
}

/// What was seen of a statement until it waited.
struct Watched {
    /// All locks at any look.
    seen: LocksByOid,
    /// Whether it waits without any.
    holds_nothing: bool,
}

async fn watch_until_it_waits(watcher: &Client, runner: i32, holder: i32) -> Result<Watched, ObserveError> {
    let began = Instant::now();
    let mut pause = Duration::from_millis(1);
    let mut seen = LocksByOid::new();
    loop {
        let waits: bool = watcher
            .query_one(include_str!("waits_for.sql"), &[&runner, &holder])
            .await
            .map_err(ObserveError::postgres("reading pg_locks"))?
            .get("waits");
        let mut held = LocksByOid::new();
        catalog::add_locks(watcher, runner, &mut held).await?;
        let holds_nothing = held.is_empty();
        for (relation, modes) in held {
            seen.entry(relation).or_default().extend(modes);
        }
        if waits {
            return Ok(Watched { seen, holds_nothing });
        }
        if began.elapsed() > DEADLINE {
            return Err(ObserveError::Deadline(DEADLINE));
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Reads what the event trigger noted: nothing, where the statement is no DDL.
async fn locks_at_end(runner: &Client) -> Result<LocksByOid, ObserveError> {
    let row = runner
        .query_one("SELECT COALESCE(pg_catalog.current_setting('schema_witness.locks', true), '')", &[])
        .await
        .map_err(ObserveError::postgres("reading what the event trigger noted"))?;
    let noted: &str = row.get(0);
    let mut locks = LocksByOid::new();
    for lock in noted.split(',').filter(|lock| !lock.is_empty()) {
        let unknown = || ObserveError::Unknown(format!("`{lock}` is not what the event trigger notes"));
        let (oid, mode) = lock.split_once(' ').ok_or_else(unknown)?;
        locks.entry(oid.parse().map_err(|_| unknown())?).or_default().insert(catalog::mode(mode)?);
    }
    Ok(locks)
}
