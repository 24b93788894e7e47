//! The boundaries of the reference schema's migrations and of the way back: each that is required is taken away, and its
//! reason is seen.

use schema_core::effects::{Because, Boundary, EffectsByMajor, boundaries};
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_core::members::Members;
use schema_core::plan::rollback;
use schema_core::sql::Statement;
use schema_harness::{HarnessError, TestDatabase};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use crate::blocking::probe::{LOCK_TIMEOUT, Outcome, Probe, attempt};
use crate::blocking::sessions::{pid, run, said, wait_until_blocked};
use crate::certificates::ROWS;
use crate::support::migrations;
use crate::support::{server, snapshots};
use schema_harness::text_table::{Row, table};

/// The locks of a session on a table.
const MODES: &str = "\
SELECT ARRAY(SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = to_regclass($1) AND granted) AS modes";

/// How often the transaction has scanned tables.
const SCANS: &str = "SELECT sum(pg_stat_get_xact_numscans(oid))::bigint AS scans FROM pg_class WHERE oid >= 16384";

/// What is tried for: all steps are one transaction as far as PostgreSQL lets them, or as few as it takes, so that there
/// is a lock left to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tried {
    Scans,
    Waits,
}

#[tokio::test]
async fn without_boundaries_each_scan_keeps_writers_waiting() -> Result<(), HarnessError> {
    let mut pages = walk("boundaries_scans", Tried::Scans).await?;
    let first = pages.remove(0);
    assert!(first.1.iter().all(|(_, cells)| cells[0].is_empty()), "nobody uses the tables that {} makes", first.0);
    for (name, rows) in pages {
        let text = table(&["statement", "in a transaction of its own, required"], &rows);
        snapshots("blocking").bind(|| insta::assert_snapshot!(format!("{name}_boundaries"), text));
    }
    Ok(())
}

#[tokio::test]
async fn without_boundaries_each_wait_keeps_writers_of_another_table_waiting() -> Result<(), HarnessError> {
    walk("boundaries_waits", Tried::Waits).await.map(drop)
}

/// Runs all migrations and the way back, and returns what there is to say of each step.
async fn walk(label: &str, tried: Tried) -> Result<Vec<(String, Vec<Row>)>, HarnessError> {
    let database = server().empty_database(label).await?;
    let walk = Walk::new(&database, tried).await?;
    let migrations = migrations();
    let mut pages: Vec<(String, Vec<Row>)> = Vec::new();
    for (at, migration) in migrations.iter().enumerate() {
        let steps = migration.plan.steps.iter();
        let steps = steps.map(|step| (step.id.to_string(), &step.statement, &step.effects)).collect();
        pages.push((migration.name.clone(), walk.steps(steps, &migration.plan.created).await));
        if at == 0 {
            run(&walk.runner, ROWS).await;
        }
    }
    for migration in migrations.iter().rev() {
        let back = rollback(&migration.plan, migration.plan.steps.len());
        let steps = back.iter();
        let steps = steps.map(|step| (format!("{}  undone", step.undoes), &step.statement, &step.effects)).collect();
        pages.push((format!("{}_rollback", migration.name), walk.steps(steps, &Members::default()).await));
    }
    drop(walk);
    database.drop().await?;
    Ok(pages)
}

/// The session that runs the steps, and those that are in its way or have it in theirs.
struct Walk {
    tried: Tried,
    runner: Client,
    application: Client,
    writer: Client,
    watcher: Client,
    runner_pid: i32,
    application_pid: i32,
}

/// A step: its number, and what it is.
type Step<'a> = (String, &'a Statement, &'a EffectsByMajor);

impl Walk {
    async fn new(database: &TestDatabase, tried: Tried) -> Result<Walk, HarnessError> {
        let (runner, application, writer, watcher) =
            tokio::try_join!(database.connect(), database.connect(), database.connect(), database.connect())?;
        run(&writer, LOCK_TIMEOUT).await;
        let (runner_pid, application_pid) = (pid(&runner).await, pid(&application).await);
        Ok(Walk { tried, runner, application, writer, watcher, runner_pid, application_pid })
    }

    /// Runs steps without the boundaries between them, and sees the reason for each that is required.
    async fn steps(&self, steps: Vec<Step<'_>>, created: &Members<QualifiedName>) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut open_from = 0;
        run(&self.runner, "BEGIN").await;
        for (at, boundary) in boundaries(steps.iter().map(|step| step.2), created).enumerate() {
            let (id, statement, _) = &steps[at];
            let mut cell = Vec::new();
            match boundary {
                Boundary::NotRequired => run(&self.runner, &statement.sql()).await,
                Boundary::Required(because) => {
                    cell.push(because.to_string());
                    match (because, self.tried) {
                        (Because::RefusedInBlock, _) => {
                            self.see_refusal(statement).await;
                            open_from = at + 1;
                        }
                        (Because::LockHeldThroughScan(table), Tried::Scans) => self.see_scan(statement, table).await,
                        (Because::WritersOfAnotherTableWait(table), Tried::Waits) => {
                            open_from = self.reopen(&steps[..at], open_from, table).await;
                            self.see_wait(&steps[at], table, created).await;
                        }
                        (Because::LockHeldThroughScan(_) | Because::WritersOfAnotherTableWait(_), _) => {
                            run(&self.runner, &statement.sql()).await;
                        }
                    }
                }
            }
            rows.push((format!("{id}  {}", statement.kind()), vec![cell]));
        }
        run(&self.runner, "COMMIT").await;
        rows
    }

    async fn see_refusal(&self, statement: &Statement) {
        let refused = self.runner.batch_execute(&format!("SAVEPOINT here; {}", statement.sql())).await;
        let code = refused.as_ref().err().and_then(|error| error.code());
        assert_eq!(code, Some(&SqlState::ACTIVE_SQL_TRANSACTION), "{}: {refused:?}", statement.title());
        run(&self.runner, "ROLLBACK TO here; COMMIT").await;
        run(&self.runner, &statement.sql()).await;
        run(&self.runner, "BEGIN").await;
    }

    /// Writers of the table wait before the scan and after it.
    async fn see_scan(&self, statement: &Statement, table: &QualifiedName) {
        let before = self.scans().await;
        self.assert_writers_wait(statement, table).await;
        run(&self.runner, &statement.sql()).await;
        self.assert_writers_wait(statement, table).await;
        assert!(self.scans().await > before, "{} scans", statement.title());
    }

    /// Lets the transaction begin with the last step that locks the table; what is before it is committed.
    async fn reopen(&self, steps: &[Step<'_>], open_from: usize, table: &QualifiedName) -> usize {
        let locks = |step: &Step<'_>| blocking(step.2).any(|locked| locked == table);
        let from = steps.iter().rposition(locks).expect("a step before it locks the table");
        if from > open_from {
            run(&self.runner, "ROLLBACK").await;
            for (_, statement, _) in &steps[open_from..from] {
                run(&self.runner, &statement.sql()).await;
            }
            run(&self.runner, "BEGIN").await;
            for (_, statement, _) in &steps[from..] {
                run(&self.runner, &statement.sql()).await;
            }
        }
        from.max(open_from)
    }

    /// The step waits for an application that writes to another table; meanwhile writers of the table wait.
    async fn see_wait(&self, step: &Step<'_>, table: &QualifiedName, created: &Members<QualifiedName>) {
        let (_, statement, effects) = step;
        let mut wanted = None;
        for locked in blocking(effects).filter(|locked| !created.contains(locked)) {
            if wanted.is_none() && !self.holds(locked).await {
                wanted = Some(locked);
            }
        }
        let wanted = wanted.unwrap_or_else(|| panic!("{} has no lock to wait for", statement.title()));
        run(&self.application, &format!("BEGIN; LOCK TABLE {wanted} IN ROW EXCLUSIVE MODE")).await;
        let sql = statement.sql();
        let meanwhile = async {
            wait_until_blocked(&self.watcher, self.runner_pid, self.application_pid).await;
            self.assert_writers_wait(statement, table).await;
            run(&self.application, "COMMIT").await;
        };
        let (ran, ()) = tokio::join!(self.runner.batch_execute(&sql), meanwhile);
        ran.unwrap_or_else(|error| panic!("{sql}: {}", said(&error)));
    }

    async fn assert_writers_wait(&self, statement: &Statement, table: &QualifiedName) {
        let outcome = attempt(&self.writer, &Probe::Delete.sql(table, "")).await;
        assert_eq!(outcome, Outcome::Waits, "{}: a writer of {table}", statement.title());
    }

    /// Tells whether the open transaction keeps writers of a table waiting already.
    async fn holds(&self, table: &QualifiedName) -> bool {
        let row = self.runner.query_one(MODES, &[&table.to_string()]).await;
        let modes: Vec<String> =
            row.unwrap_or_else(|error| panic!("looking at {table}: {}", said(&error))).get("modes");
        modes.iter().filter_map(|mode| LockMode::from_catalog_name(mode)).any(LockMode::blocks_writes)
    }

    async fn scans(&self) -> i64 {
        let row = self.runner.query_one(SCANS, &[]).await;
        row.unwrap_or_else(|error| panic!("counting scans: {}", said(&error))).get("scans")
    }
}

/// What a step locks so that writers wait.
fn blocking(effects: &EffectsByMajor) -> impl Iterator<Item = &QualifiedName> {
    let locks = effects.groups().iter().flat_map(|(_, effects)| &effects.locks);
    locks.filter(|lock| lock.mode.blocks_writes()).map(|lock| &lock.relation)
}
