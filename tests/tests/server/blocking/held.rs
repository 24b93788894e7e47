//! A statement whose transaction is kept open, and what that keeps waiting.

use std::collections::BTreeSet;

use schema_core::effects::{Effects, Major, TransactionRule};
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_core::sql::Statement;
use schema_harness::{HarnessError, TestDatabase};
use tokio_postgres::Client;

use super::probe::{Outcome, Probe, Probes};
use super::sessions::{pid, run, said, wait_until_blocked};
use schema_harness::certificates::holding;
use schema_harness::text_table::Cell;

/// What a session that does not run the statement sees of a relation: whether it is a table, one of its columns, and the
/// locks that the statement's session holds on it.
const STATE: &str = "\
SELECT relation.relkind = 'r' AS is_table,
       (SELECT quote_ident(attname) FROM pg_attribute
         WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum LIMIT 1) AS a_column,
       ARRAY(SELECT mode FROM pg_locks
              WHERE pid = $2 AND locktype = 'relation' AND granted AND pg_locks.relation = relation.oid) AS modes
  FROM pg_class AS relation
 WHERE relation.oid = to_regclass($1)";

/// A database, the session that runs statements, and those that try what applications do.
pub(super) struct Scene {
    major: u16,
    runner: Client,
    runner_pid: i32,
    blocker: Client,
    watcher: Client,
    probes: Probes,
}

/// What was seen of one table.
pub(super) struct Seen {
    pub(super) table: QualifiedName,
    /// The strongest mode that the statement's session held, and what became of each probe; nothing where the table is
    /// new and nobody else can see it yet.
    pub(super) outcome: Option<(Option<LockMode>, [Outcome; Probe::ALL.len()])>,
}

impl Scene {
    pub(super) async fn new(database: &TestDatabase) -> Result<Scene, HarnessError> {
        let (runner, blocker, watcher) = tokio::try_join!(database.connect(), database.connect(), database.connect())?;
        let probes = Probes::connect(database).await?;
        let runner_pid = pid(&runner).await;
        Ok(Scene { major: database.server().major(), runner, runner_pid, blocker, watcher, probes })
    }

    /// Runs SQL that is done before anybody looks.
    pub(super) async fn prepare(&self, sql: &str) {
        run(&self.runner, sql).await;
    }

    /// Runs a statement, looks at its tables and `others` while its transaction is open, and commits it. Returns the
    /// cells of a reviewer's table.
    ///
    /// # Errors
    ///
    /// In words: the statement fails, or others waited or passed who should not have.
    pub(super) async fn hold(&self, statement: &Statement, others: &[QualifiedName]) -> Result<Vec<Cell>, String> {
        let effects = statement.effects(&Major::new(self.major));
        let mut tables: BTreeSet<QualifiedName> = others.iter().cloned().collect();
        tables.extend(effects.locks.iter().map(|lock| lock.relation.clone()));
        tables.extend(effects.scans.iter().cloned());
        let seen = match effects.transaction {
            TransactionRule::Own => self.in_open_transaction(&statement.sql(), &tables).await,
            TransactionRule::OutsideBlock => self.while_it_waits(&statement.sql(), &holding(statement), &tables).await,
        };
        let seen = seen.map_err(|error| format!("{}: {error}", statement.title()))?;
        let wrong = differences(&effects, table_of_index(statement), &seen);
        if !wrong.is_empty() {
            return Err(format!("{}: {}", statement.title(), wrong.join("; ")));
        }
        Ok(cells(&seen))
    }

    async fn in_open_transaction(&self, sql: &str, tables: &BTreeSet<QualifiedName>) -> Result<Vec<Seen>, String> {
        run(&self.runner, "BEGIN").await;
        self.runner.batch_execute(sql).await.map_err(|error| said(&error))?;
        let seen = self.look(tables).await;
        run(&self.runner, "COMMIT").await;
        Ok(seen)
    }

    /// What cannot be in a transaction block waits for another transaction: there it is looked at.
    async fn while_it_waits(
        &self,
        sql: &str,
        hold: &str,
        tables: &BTreeSet<QualifiedName>,
    ) -> Result<Vec<Seen>, String> {
        run(&self.blocker, hold).await;
        let blocker_pid = pid(&self.blocker).await;
        let meanwhile = async {
            wait_until_blocked(&self.watcher, self.runner_pid, blocker_pid).await;
            let seen = self.look(tables).await;
            run(&self.blocker, "COMMIT").await;
            seen
        };
        let (ran, seen) = tokio::join!(self.runner.batch_execute(sql), meanwhile);
        ran.map_err(|error| said(&error))?;
        Ok(seen)
    }

    /// Tries every probe on every table; indexes are left out.
    pub(super) async fn look(&self, tables: &BTreeSet<QualifiedName>) -> Vec<Seen> {
        let mut seen = Vec::new();
        for table in tables {
            let row = self.watcher.query_opt(STATE, &[&table.to_string(), &self.runner_pid]).await;
            let Some(row) = row.unwrap_or_else(|error| panic!("looking at {table}: {}", said(&error))) else {
                seen.push(Seen { table: table.clone(), outcome: None });
                continue;
            };
            if row.get("is_table") {
                let modes: Vec<String> = row.get("modes");
                let held = modes.iter().filter_map(|mode| LockMode::from_catalog_name(mode)).max();
                let outcomes = self.probes.run(table, row.get("a_column")).await;
                seen.push(Seen { table: table.clone(), outcome: Some((held, outcomes)) });
            }
        }
        seen
    }
}

/// Returns what differs from the effects that are claimed, in words. Queries of the statement's table open its indexes.
fn differences(effects: &Effects, of: Option<&QualifiedName>, seen: &[Seen]) -> Vec<String> {
    let mut differences = Vec::new();
    let is_table = |relation: &QualifiedName| seen.iter().any(|seen| seen.table == *relation);
    let mut indexes = effects.locks.iter().filter(|lock| !is_table(&lock.relation));
    let index = indexes.find(|lock| lock.mode == LockMode::AccessExclusive).map(|lock| lock.mode);
    for Seen { table, outcome } in seen {
        let claimed = effects.locks.iter().find(|lock| lock.relation == *table).map(|lock| lock.mode);
        let Some((held, outcomes)) = outcome else {
            if claimed.is_none() {
                differences.push(format!("{table} is not there, and the statement does not say that it makes it"));
            }
            continue;
        };
        if claimed != *held {
            let text = |mode: Option<LockMode>| mode.map_or("nothing".to_owned(), |mode| mode.to_string());
            differences.push(format!("it holds {} on {table} and claims {}", text(*held), text(claimed)));
        }
        for (probe, outcome) in Probe::ALL.into_iter().zip(outcomes) {
            let claimed = if Some(table) == of { claimed.max(index) } else { claimed };
            if *outcome != Outcome::expected(probe, claimed) {
                differences.push(format!("{} on {table} {}, against its claim", probe.title(), outcome.text()));
            }
        }
    }
    differences
}

/// The table of a statement that locks one of its indexes, and not the table.
fn table_of_index(statement: &Statement) -> Option<&QualifiedName> {
    match statement {
        Statement::AlterIndexOptions(alter) => Some(&alter.table),
        _ => None,
    }
}

/// A line for each table.
fn cells(seen: &[Seen]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![Cell::new(); 2 + Probe::ALL.len()];
    for Seen { table, outcome } in seen {
        cells[0].push(table.name.to_string());
        match outcome {
            None => cells[1].push("new: nobody else sees it".to_owned()),
            Some((held, _)) => cells[1].push(held.map_or("-".to_owned(), |mode| mode.to_string())),
        }
        for at in 0..Probe::ALL.len() {
            cells[2 + at].push(outcome.as_ref().map_or("-", |(_, outcomes)| outcomes[at].text()).to_owned());
        }
    }
    cells
}
