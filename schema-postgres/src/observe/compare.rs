//! A claim held against a measurement.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schema_core::effects::{Effects, TransactionRule};
use schema_core::ident::QualifiedName;
use schema_core::lock_mode::LockMode;
use schema_core::sql::Statement;

use super::{Observation, ObservedLock, Relation};

/// A statement that does other things than it claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What the statement does, for people.
    pub title: String,
    /// Its SQL.
    pub sql: String,
    /// The major it ran on.
    pub major: u16,
    /// One sentence for each difference.
    pub differences: Vec<String>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "error[certificate]: on PostgreSQL {} this statement does not do what it claims: {}",
            self.major, self.title
        )?;
        for line in self.sql.lines().take(12) {
            writeln!(f, "    {line}")?;
        }
        for difference in &self.differences {
            writeln!(f, "  {difference}")?;
        }
        f.write_str("help: mend `effects()` in the statement's file below schema-core/src/sql, or its SQL")
    }
}

impl std::error::Error for Mismatch {}

/// Compares what a statement claims, in the database that it runs in, with what it did.
///
/// # Errors
///
/// The statement did something else: see [`differences`].
pub fn compare(statement: &Statement, claim: &Effects, major: u16, observation: &Observation) -> Result<(), Mismatch> {
    let differences = differences(claim, observation);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Mismatch { title: statement.title(), sql: statement.sql(), major, differences })
}

/// Returns every difference between a claim and what was measured, in words.
///
/// Tables must match exactly, each with its strongest mode; so must an index that the claim names. An index that it
/// does not name, or a TOAST table, is never locked more strongly than its table. What the statement itself made is its
/// own. Scans and rewrites of tables that were there must match exactly; where one of several scanned tables was empty,
/// a claimed scan may be missing, for the executor ends a join early that can yield nothing.
pub fn differences(claim: &Effects, observation: &Observation) -> Vec<String> {
    let mut differences = Vec::new();
    compare_locks(claim, observation, &mut differences);
    compare_locks_at_end(claim, observation, &mut differences);
    compare_scans(claim, observation, &mut differences);
    compare_rewrites(claim, observation, &mut differences);
    match (claim.transaction, observation.transaction) {
        (TransactionRule::Own, TransactionRule::Own)
        | (TransactionRule::OutsideBlock, TransactionRule::OutsideBlock) => {}
        (TransactionRule::Own, TransactionRule::OutsideBlock) => {
            differences.push("transaction: PostgreSQL refuses it inside a block, which is not claimed".to_owned());
        }
        (TransactionRule::OutsideBlock, TransactionRule::Own) => {
            differences
                .push("transaction: PostgreSQL runs it inside a block, though the claim says it refuses".to_owned());
        }
    }
    differences
}

/// The strongest mode by table, index or TOAST table, of locks on what was there before.
fn strongest(locks: &[ObservedLock]) -> BTreeMap<&Relation, LockMode> {
    locks.iter().filter(|lock| !lock.is_new).map(|lock| (&lock.relation, lock.strongest())).collect()
}

fn compare_locks(claim: &Effects, observation: &Observation, differences: &mut Vec<String>) {
    let mut claimed: BTreeMap<&QualifiedName, LockMode> =
        claim.locks.iter().map(|lock| (&lock.relation, lock.mode)).collect();
    let measured = strongest(&observation.locks);
    for lock in &observation.locks {
        // Of what is new, only a table that the claim names must be as claimed.
        let is_named = lock.relation.as_table().is_some_and(|table| claimed.contains_key(table));
        if lock.is_new && !is_named {
            continue;
        }
        let mode = lock.strongest();
        match &lock.relation {
            Relation::Table(name) => differ(name, claimed.remove(name), Some(mode), differences),
            Relation::Index { name, .. } if claimed.contains_key(name) => {
                differ(name, claimed.remove(name), Some(mode), differences);
            }
            Relation::Index { table, .. } | Relation::Toast { table } => {
                let of_table = measured.get(&Relation::Table(table.clone()));
                if of_table.is_none_or(|of_table| mode > *of_table) {
                    let of_table = of_table.map_or("not at all".to_owned(), |mode| format!("in {mode}"));
                    differences.push(format!(
                        "locks: {} in {mode}, which is not claimed, while its table {table} is locked {of_table}",
                        lock.relation
                    ));
                }
            }
            Relation::Transient => {}
        }
    }
    for (name, mode) in claimed {
        differ(name, Some(mode), None, differences);
    }
}

fn differ(name: &QualifiedName, claimed: Option<LockMode>, measured: Option<LockMode>, differences: &mut Vec<String>) {
    if claimed != measured {
        let in_words = |mode: Option<LockMode>| mode.map_or("none".to_owned(), |mode| mode.to_string());
        differences.push(format!("locks: {name}: claimed {}, measured {}", in_words(claimed), in_words(measured)));
    }
}

/// The last transaction may hold less than the claim. An index that it drops it locks in ACCESS EXCLUSIVE: PostgreSQL
/// has made it invisible before and waited for those who used it, so nobody can be behind that lock.
fn compare_locks_at_end(claim: &Effects, observation: &Observation, differences: &mut Vec<String>) {
    let claimed: BTreeMap<&QualifiedName, LockMode> =
        claim.locks.iter().map(|lock| (&lock.relation, lock.mode)).collect();
    for (relation, mode) in strongest(&observation.locks_at_end) {
        let (allowed, name) = match relation {
            Relation::Table(name) => (claimed.get(name), name),
            Relation::Index { name, .. } if observation.dropped_indexes.contains(name) => continue,
            Relation::Index { name, table } => (claimed.get(name).or_else(|| claimed.get(table)), name),
            Relation::Toast { table } => (claimed.get(table), table),
            Relation::Transient => continue,
        };
        if allowed.is_none_or(|allowed| mode > *allowed) {
            differences.push(format!("locks: {name}: {mode} before the last commit, which is more than is claimed"));
        }
    }
}

fn compare_scans(claim: &Effects, observation: &Observation, differences: &mut Vec<String>) {
    let claimed: BTreeSet<&QualifiedName> = claim.scans.iter().collect();
    let measured: BTreeSet<&QualifiedName> = observation.scans.iter().collect();
    for table in measured.difference(&claimed) {
        differences.push(format!("scans: {table} was scanned, which is not claimed"));
    }
    let may_end_early = claimed.len() > 1 && claimed.iter().any(|table| observation.empty.contains(table));
    if !may_end_early {
        for table in claimed.difference(&measured) {
            differences.push(format!("scans: {table} was not scanned, though the claim says so"));
        }
    }
}

fn compare_rewrites(claim: &Effects, observation: &Observation, differences: &mut Vec<String>) {
    let claimed: BTreeSet<&QualifiedName> = claim.rewrites.iter().collect();
    let measured: BTreeSet<&QualifiedName> = observation.rewrites.iter().filter_map(Relation::as_table).collect();
    for relation in &observation.rewrites {
        if relation.table().is_none_or(|table| !claimed.contains(table)) {
            differences.push(format!("rewrites: {relation} was written anew, which is not claimed"));
        }
    }
    for table in claimed.difference(&measured) {
        differences.push(format!("rewrites: {table} was not written anew, though the claim says so"));
    }
}
