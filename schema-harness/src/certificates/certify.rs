//! One statement on a server: run, measured, compared with its claim, and written down for reviewers.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::effects::{Major, TransactionRule};
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_core::model::PartitionTree;
use schema_core::sql::{FillColumn, Postcondition, Statement};
use schema_postgres::observe::{Observation, ObservedLock, Relation, Sessions, compare, observe, observe_waiting};
use tokio_postgres::Client;

use super::false_claims;
use crate::text_table::{Cell, wrapped};
use crate::{HarnessError, TestDatabase};

/// What a certificate says, in the order of the cells that [`Bench::certify`] returns.
pub const MEASURED: [&str; 5] = ["tables locked", "indexes locked", "scanned", "rewritten", "in a transaction"];

/// A database and the sessions that measure in it.
pub struct Bench<'a> {
    database: &'a TestDatabase,
    runner: Client,
    watcher: Client,
    /// The session that holds what statements outside a transaction block wait for, once one has waited.
    holder: Option<Client>,
}

/// Whether a step's postcondition may hold before the step has run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It must not: the step has something to do.
    Open,
    /// It may, because.
    Holds(&'static str),
}

impl<'a> Bench<'a> {
    /// Opens the sessions: the one that runs, and one that watches.
    ///
    /// # Errors
    ///
    /// The connections'.
    pub async fn new(database: &'a TestDatabase) -> Result<Bench<'a>, HarnessError> {
        let (runner, watcher) = (database.connect().await?, database.connect().await?);
        // As the executor asks for postconditions: every name in them is qualified, and is to be printed so.
        watcher
            .batch_execute("SET search_path = ''")
            .await
            .map_err(|error| failure("emptying the search_path", &error))?;
        Ok(Bench { database, runner, watcher, holder: None })
    }

    /// Runs SQL that is not measured, in the session that is: so its scans are known and do not count later.
    pub async fn prepare(&self, sql: &str) -> Result<(), HarnessError> {
        self.runner.batch_execute(sql).await.map_err(|error| failure("preparing a database", &error))
    }

    /// Runs a statement, and returns what a reviewer reads of it.
    ///
    /// # Errors
    ///
    /// In words: the statement fails, or does not what it claims, or its postcondition is wrong.
    pub async fn certify(&mut self, statement: &Statement, before: Before) -> Result<Vec<Cell>, String> {
        self.certify_among(statement, before, &PartitionTree::default()).await
    }

    /// The same where these tables are partitioned.
    ///
    /// # Errors
    ///
    /// As [`Bench::certify`].
    pub async fn certify_among(
        &mut self,
        statement: &Statement,
        before: Before,
        tree: &PartitionTree,
    ) -> Result<Vec<Cell>, String> {
        let claim = statement.effects_among(&Major::new(self.major()), tree);
        let failed = |what: String| format!("{}: {what}", statement.title());
        let postcondition = statement.postcondition();
        let held = self.holds(&postcondition).await?;
        let excused = postcondition == Postcondition::Nothing || matches!(before, Before::Holds(_));
        if held != excused {
            let held = if held { "holds" } else { "does not hold" };
            return Err(failed(format!("the postcondition {held} before the statement has run")));
        }
        if let Statement::FillColumn(fill) = statement
            && !self.has_rows_to_fill(fill).await?
        {
            // It has nothing to wait with, and to be seen in.
            self.runner.batch_execute(&statement.sql()).await.map_err(|error| failed(error.to_string()))?;
            return Ok(MEASURED.map(|_| vec!["no row to fill".to_owned()]).to_vec());
        }
        let observation = self.observe(statement).await.map_err(failed)?;
        compare(statement, &claim, self.major(), &observation).map_err(|mismatch| mismatch.to_string())?;
        let unseen = false_claims::unseen(&claim, &observation);
        if !unseen.is_empty() {
            return Err(failed(format!("false claims that would pass for true: {}", unseen.join("; "))));
        }
        if !self.holds(&postcondition).await? {
            return Err(failed(format!("the postcondition does not hold afterwards: {}", postcondition.sql())));
        }
        Ok(cells(&observation))
    }

    fn major(&self) -> u16 {
        self.database.server().major()
    }

    async fn observe(&mut self, statement: &Statement) -> Result<Observation, String> {
        let sql = statement.sql();
        let observed = match statement.effects(&Major::new(self.major())).transaction {
            TransactionRule::Own => observe(&mut self.runner, &sql).await,
            TransactionRule::OutsideBlock => {
                let holder = match &mut self.holder {
                    Some(holder) => holder,
                    none => none.insert(self.database.connect().await.map_err(|error| error.to_string())?),
                };
                let sessions = Sessions { runner: &self.runner, holder, watcher: &self.watcher };
                observe_waiting(sessions, &sql, &holding(statement)).await
            }
        };
        observed.map_err(|error| error.to_string())
    }

    async fn has_rows_to_fill(&self, fill: &FillColumn) -> Result<bool, String> {
        let sql = format!("SELECT EXISTS (SELECT FROM ONLY {} WHERE {})", fill.named(), fill.is_open());
        let row = self.runner.query_one(&sql, &[]).await.map_err(|error| format!("{sql}: {error}"))?;
        Ok(row.get(0))
    }

    async fn holds(&self, postcondition: &Postcondition) -> Result<bool, String> {
        let sql = format!("SELECT {}", postcondition.sql());
        let row = self.watcher.query_one(&sql, &[]).await.map_err(|error| format!("{sql}: {error}"))?;
        Ok(row.get(0))
    }
}

fn failure(doing: &str, error: &tokio_postgres::Error) -> HarnessError {
    let answer = error.as_db_error().map_or_else(|| error.to_string(), |answer| answer.message().to_owned());
    HarnessError::message(format!("{doing}: {answer}"))
}

/// Begins a transaction that a statement outside a transaction block waits for. CREATE INDEX CONCURRENTLY waits for old
/// snapshots, DROP INDEX CONCURRENTLY for those who have locked the table; a batch of rows waits for whoever has locked
/// one of them, or a row that it refers to.
pub fn holding(statement: &Statement) -> String {
    let snapshot = |table: &QualifiedName| {
        format!("BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE {table} IN ACCESS SHARE MODE; SELECT 1")
    };
    match statement {
        Statement::CreateIndexConcurrently(create) => snapshot(&create.table),
        Statement::DropIndexConcurrently(drop) => snapshot(&drop.table),
        Statement::DetachPartition(detach) => snapshot(&detach.of),
        Statement::FillColumn(fill) => match fill.references.first() {
            Some(parent) => format!("BEGIN; SELECT FROM {parent} FOR UPDATE"),
            None => format!("BEGIN; SELECT FROM {} WHERE {} LIMIT 1 FOR UPDATE", fill.named(), fill.is_open()),
        },
        other => panic!("{} claims to run outside a transaction block; say here what it waits for", other.kind()),
    }
}

fn cells(observation: &Observation) -> Vec<Cell> {
    let is_table = |lock: &&ObservedLock| matches!(lock.relation, Relation::Table(_));
    // Reading a table locks its indexes as weakly as itself; what an index of the statement's own is locked in is no news.
    let is_notable = |lock: &&ObservedLock| !is_table(lock) && !lock.is_new && lock.strongest() > LockMode::AccessShare;
    let mut others = by_mode(observation.locks.iter().filter(is_notable));
    let at_end = by_mode(observation.locks_at_end.iter().filter(is_notable));
    if at_end != others {
        others.extend(at_end.into_iter().map(|line| format!("{line} (before the last commit)")));
    }
    let in_block = match observation.transaction {
        TransactionRule::Own => Vec::new(),
        TransactionRule::OutsideBlock => vec!["refused".to_owned()],
    };
    vec![
        by_mode(observation.locks.iter().filter(is_table)),
        others,
        names(observation.scans.iter().map(short)),
        names(observation.rewrites.iter().map(relation_name)),
        in_block,
    ]
}

fn names(names: impl Iterator<Item = String>) -> Cell {
    let names: BTreeSet<String> = names.collect();
    wrapped(names.iter().map(String::as_str))
}

/// The strongest mode first, each with its relations.
fn by_mode<'a>(locks: impl Iterator<Item = &'a ObservedLock>) -> Cell {
    let mut by_mode: BTreeMap<LockMode, Vec<&ObservedLock>> = BTreeMap::new();
    for lock in locks {
        by_mode.entry(lock.strongest()).or_default().push(lock);
    }
    let lines = by_mode.iter().rev().flat_map(|(mode, locks)| {
        let mut lines = wrapped(lock_names(locks).iter().map(String::as_str));
        lines[0] = format!("{mode}: {}", lines[0]);
        lines
    });
    lines.collect()
}

/// Names what is locked; more than two indexes of one table are only counted.
fn lock_names(locks: &[&ObservedLock]) -> BTreeSet<String> {
    let mut indexes: BTreeMap<&QualifiedName, usize> = BTreeMap::new();
    for lock in locks {
        if let Relation::Index { table, .. } = &lock.relation {
            *indexes.entry(table).or_default() += 1;
        }
    }
    let names = locks.iter().map(|lock| match &lock.relation {
        Relation::Index { table, .. } if indexes[table] > 2 => {
            format!("{} indexes of {}", indexes[table], short(table))
        }
        relation if lock.is_new => format!("{} (new)", relation_name(relation)),
        relation => relation_name(relation),
    });
    names.collect()
}

fn relation_name(relation: &Relation) -> String {
    match relation {
        Relation::Table(name) | Relation::Index { name, .. } => short(name),
        Relation::Toast { table } => format!("TOAST of {}", short(table)),
        Relation::Transient => relation.to_string(),
    }
}

/// Without the namespace that nearly all are in.
fn short(name: &QualifiedName) -> String {
    if name.namespace.as_str() == "public" { name.name.to_string() } else { name.to_string() }
}
