//! What a statement does to those who use the database while it runs.
//!
//! Each statement states its effects in its own file under [`crate::sql`]; the suite runs every kind on every certified
//! major and compares what it states with `pg_locks`, relfilenodes and scan counters.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::members::Members;
use crate::model::{MajorRange, PartitionTree};
use crate::sql::Statement;

/// What one statement locks, reads and rewrites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// The strongest lock on each relation it touches, by relation. Indexes are listed where the statement is about
    /// the index; no other index, and no TOAST table, is locked more strongly than its table. One lock is not listed:
    /// DROP INDEX CONCURRENTLY ends with ACCESS EXCLUSIVE on an index that no query can find any more.
    pub locks: Vec<RelationLock>,
    /// Tables that existed before and are read from end to end, or through an index from end to end. Where one of
    /// several yields no row, the executor may leave out the others.
    pub scans: Vec<QualifiedName>,
    /// Tables and sequences that existed before and whose rows are written anew.
    pub rewrites: Vec<QualifiedName>,
    /// How it stands to transactions.
    pub transaction: TransactionRule,
}

/// A lock on one relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationLock {
    /// A table or an index.
    pub relation: QualifiedName,
    /// The strongest mode held.
    pub mode: LockMode,
}

/// How a statement stands to transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionRule {
    /// In a transaction of its own; whether that is more than a habit, [`boundaries`] tells.
    Own,
    /// PostgreSQL refuses it inside a transaction block.
    OutsideBlock,
}

impl Effects {
    /// Makes the effects of a statement that touches no table.
    pub fn none() -> Effects {
        Effects { locks: Vec::new(), scans: Vec::new(), rewrites: Vec::new(), transaction: TransactionRule::Own }
    }

    /// Makes the effects of a statement that locks one relation.
    pub fn lock(relation: &QualifiedName, mode: LockMode) -> Effects {
        let lock = RelationLock { relation: relation.clone(), mode };
        Effects { locks: vec![lock], ..Effects::none() }
    }

    /// Adds a lock; of two on one relation the stronger counts.
    pub fn and_lock(mut self, relation: &QualifiedName, mode: LockMode) -> Effects {
        match self.locks.binary_search_by(|lock| lock.relation.cmp(relation)) {
            Ok(at) => self.locks[at].mode = self.locks[at].mode.max(mode),
            Err(at) => self.locks.insert(at, RelationLock { relation: relation.clone(), mode }),
        }
        self
    }

    /// Adds a scan.
    pub fn and_scan(mut self, table: &QualifiedName) -> Effects {
        if let Err(at) = self.scans.binary_search(table) {
            self.scans.insert(at, table.clone());
        }
        self
    }

    /// Adds a table that is written anew.
    pub fn and_rewrite(mut self, table: &QualifiedName) -> Effects {
        if let Err(at) = self.rewrites.binary_search(table) {
            self.rewrites.insert(at, table.clone());
        }
        self
    }

    /// Says that PostgreSQL refuses the statement inside a transaction block.
    pub fn outside_block(self) -> Effects {
        Effects { transaction: TransactionRule::OutsideBlock, ..self }
    }
}

/// A major that a statement is asked about. It notices whether anybody looked at it: what nobody looks at makes no
/// difference, so one answer holds for all majors.
#[derive(Debug)]
pub struct Major {
    number: u16,
    was_looked_at: Cell<bool>,
}

impl Major {
    /// Makes one of its number, for example 17.
    pub fn new(number: u16) -> Major {
        Major { number, was_looked_at: Cell::new(false) }
    }

    /// The number, for example 17.
    pub fn number(&self) -> u16 {
        self.was_looked_at.set(true);
        self.number
    }

    fn was_looked_at(&self) -> bool {
        self.was_looked_at.get()
    }
}

/// The effects of one statement on each major of a range, majors that agree taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectsByMajor(Vec<(MajorRange, Effects)>);

impl EffectsByMajor {
    /// Asks for the effects on each major, where these tables are partitioned.
    pub fn of(statement: &Statement, postgres: MajorRange, tree: &PartitionTree) -> EffectsByMajor {
        // Few statements differ by major; a large plan keeps tens of thousands of these.
        let mut groups: Vec<(MajorRange, Effects)> = Vec::with_capacity(1);
        for major in postgres.majors() {
            let asked = Major::new(major);
            let effects = statement.effects_among(&asked, tree);
            if groups.is_empty() && !asked.was_looked_at() {
                return EffectsByMajor(vec![(postgres, effects)]);
            }
            match groups.last_mut() {
                Some((majors, same)) if *same == effects => majors.max = major,
                _ => groups.push((MajorRange { min: major, max: major }, effects)),
            }
        }
        EffectsByMajor(groups)
    }

    /// Returns the groups of majors, the oldest first.
    pub fn groups(&self) -> &[(MajorRange, Effects)] {
        &self.0
    }

    /// Returns the longest that an application's writes wait: while the statement waits for each lock that it needs, those
    /// behind it in the queue wait too; and while it reads or writes all rows of what it has locked. Nothing where it keeps
    /// no writer waiting; locks on the relations in `created` do not, for nobody uses those yet.
    ///
    /// A `lock_timeout_ms` of 0 is none, as in PostgreSQL.
    pub fn longest_stall(&self, created: &Members<QualifiedName>, lock_timeout_ms: u32) -> Option<Stall> {
        self.0.iter().filter_map(|(_, effects)| effects.longest_stall(created, lock_timeout_ms)).max()
    }
}

/// How long an application's writes may wait for a statement; the longest is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stall {
    /// So many milliseconds, while the statement waits for its locks.
    ForLocks(u32),
    /// As long as somebody else keeps the statement waiting: it has no timeout.
    Unlimited,
    /// As long as it takes to read or write all rows of a table.
    ForRows,
}

impl Effects {
    fn longest_stall(&self, created: &Members<QualifiedName>, lock_timeout_ms: u32) -> Option<Stall> {
        let blocking: Vec<&QualifiedName> = self
            .locks
            .iter()
            .filter(|lock| lock.mode.blocks_writes() && !created.contains(&lock.relation))
            .map(|lock| &lock.relation)
            .collect();
        if blocking.iter().any(|table| self.scans.contains(table) || self.rewrites.contains(table)) {
            return Some(Stall::ForRows);
        }
        match (u32::try_from(blocking.len()).unwrap_or(u32::MAX), lock_timeout_ms) {
            (0, _) => None,
            (_, 0) => Some(Stall::Unlimited),
            (locks, timeout) => Some(Stall::ForLocks(timeout.saturating_mul(locks))),
        }
    }
}

/// Whether a step needs what separates its transaction from those of the steps before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary<'a> {
    /// In one transaction with the steps before it, no application would notice: it is there because each step has one.
    NotRequired,
    /// It is required.
    Required(Because<'a>),
}

/// What happens without a boundary. The suite takes away boundaries of each sort, and sees it happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because<'a> {
    /// PostgreSQL refuses the step inside a transaction block, with SQLSTATE 25001.
    RefusedInBlock,
    /// A step before it keeps writers of this table waiting, and would do so until this one has scanned.
    LockHeldThroughScan(&'a QualifiedName),
    /// A step before it keeps writers of this table waiting, and would do so while this one waits for writers of another.
    WritersOfAnotherTableWait(&'a QualifiedName),
}

impl fmt::Display for Because<'_> {
    /// Prints it behind `required:`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Because::RefusedInBlock => f.write_str("PostgreSQL refuses it inside a transaction block"),
            Because::LockHeldThroughScan(table) => write!(f, "else writers of {table} wait through this scan"),
            Because::WritersOfAnotherTableWait(table) => {
                write!(f, "else writers of {table} wait for these locks too")
            }
        }
    }
}

/// Returns, for steps in the order they run, what separates each from those before it. Nobody uses the tables in
/// `created` yet.
///
/// It follows from locks and scans, so no statement can forget it. A transaction keeps its locks to the end: what one
/// step keeps waiting, waits for all that follow. It cannot reach over a step that PostgreSQL refuses in a block.
/// A step that waits for other schema changes only, as COMMENT does, is not counted as waiting.
pub fn boundaries<'a>(
    steps: impl IntoIterator<Item = &'a EffectsByMajor>,
    created: &Members<QualifiedName>,
) -> impl Iterator<Item = Boundary<'a>> {
    let mut held = Held::default();
    steps.into_iter().map(move |effects| held.boundary_before(effects, created))
}

/// What keeps writers of tables in use waiting, were the steps so far one transaction.
#[derive(Default)]
struct Held<'a> {
    tables: BTreeSet<&'a QualifiedName>,
    /// The locks of each step that has any, the newest step last.
    steps: Vec<Vec<&'a RelationLock>>,
}

impl<'a> Held<'a> {
    fn boundary_before(&mut self, step: &'a EffectsByMajor, created: &Members<QualifiedName>) -> Boundary<'a> {
        let effects = || step.groups().iter().map(|(_, effects)| effects);
        if effects().any(|effects| effects.transaction == TransactionRule::OutsideBlock) {
            *self = Held::default();
            return Boundary::Required(Because::RefusedInBlock);
        }
        let scans = effects().flat_map(|effects| &effects.scans).filter(|table| !created.contains(*table));
        let scans: Vec<&QualifiedName> = scans.collect();
        let blocking = effects().flat_map(|effects| &effects.locks).filter(|lock| lock.mode.blocks_writes());
        let locks: Vec<&RelationLock> = blocking.filter(|lock| !created.contains(&lock.relation)).collect();
        let because = self.through_scan(&scans).or_else(|| self.through_wait(&locks));
        if !locks.is_empty() {
            self.tables.extend(locks.iter().map(|lock| &lock.relation));
            self.steps.push(locks);
        }
        because.map_or(Boundary::NotRequired, Boundary::Required)
    }

    /// A scanned table whose own writers wait tells more than another.
    fn through_scan(&self, scans: &[&'a QualifiedName]) -> Option<Because<'a>> {
        let newest = self.steps.last().map(|locks| &locks[0].relation).filter(|_| !scans.is_empty());
        let scanned = scans.iter().copied().find(|table| self.tables.contains(table));
        scanned.or(newest).map(Because::LockHeldThroughScan)
    }

    /// Looks back for a table that is none of the step's own: of those it may keep writers waiting by itself, as its
    /// stall says. What the steps since then hold, it need not wait for.
    fn through_wait(&self, locks: &[&RelationLock]) -> Option<Because<'a>> {
        let mut missing: Vec<&RelationLock> = locks.to_vec();
        for step in self.steps.iter().rev() {
            missing.retain(|lock| !step.iter().any(|held| held.relation == lock.relation && held.mode >= lock.mode));
            if missing.is_empty() {
                return None;
            }
            let other = step.iter().find(|held| locks.iter().all(|lock| lock.relation != held.relation));
            if let Some(other) = other {
                return Some(Because::WritersOfAnotherTableWait(&other.relation));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Ident;

    fn table(name: &str) -> QualifiedName {
        let ident = |name| Ident::new(name).expect("a short name");
        QualifiedName::new(ident("public"), ident(name))
    }

    fn step(effects: Effects) -> EffectsByMajor {
        EffectsByMajor(vec![(MajorRange { min: 15, max: 18 }, effects)])
    }

    fn lock(name: &str, mode: LockMode) -> EffectsByMajor {
        step(Effects::lock(&table(name), mode))
    }

    fn scan(name: &str) -> EffectsByMajor {
        step(Effects::lock(&table(name), LockMode::ShareUpdateExclusive).and_scan(&table(name)))
    }

    /// The boundary before the last step, in words.
    fn last(steps: &[EffectsByMajor], created: &[&str]) -> String {
        let created = created.iter().map(|name| table(name)).collect();
        match boundaries(steps, &created).last().expect("there are steps") {
            Boundary::NotRequired => "not required".to_owned(),
            Boundary::Required(because) => because.to_string(),
        }
    }

    #[test]
    fn a_major_notices_who_looks_at_it() {
        let major = Major::new(17);
        assert!(!major.was_looked_at());
        assert_eq!(major.number(), 17);
        assert!(major.was_looked_at());
    }

    #[test]
    fn the_longest_stall_is_the_one_that_nothing_ends() {
        let table = table("users");
        let locked = |mode| Effects::lock(&table, mode);
        let stall = |effects: &Effects, created: &[QualifiedName], timeout| {
            effects.longest_stall(&created.iter().cloned().collect(), timeout)
        };
        let exclusive = locked(LockMode::AccessExclusive);
        assert_eq!(stall(&exclusive, &[], 2000), Some(Stall::ForLocks(2000)));
        assert_eq!(stall(&exclusive, &[], 0), Some(Stall::Unlimited), "0 is no timeout");
        assert_eq!(stall(&exclusive, std::slice::from_ref(&table), 0), None, "nobody uses what is new");
        assert_eq!(stall(&exclusive.and_rewrite(&table), &[], 2000), Some(Stall::ForRows));
        assert_eq!(stall(&locked(LockMode::ShareUpdateExclusive).and_scan(&table), &[], 0), None, "writers go on");
        assert!(Stall::ForLocks(u32::MAX) < Stall::Unlimited && Stall::Unlimited < Stall::ForRows);
    }

    #[test]
    fn a_boundary_is_required_where_somebody_would_wait_longer_without_it() {
        use LockMode::{AccessExclusive, AccessShare, ShareRowExclusive, ShareUpdateExclusive};
        let concurrently = || step(Effects::lock(&table("a"), ShareUpdateExclusive).outside_block());
        let (a, b) = (|| lock("a", AccessExclusive), || lock("b", AccessExclusive));
        let both = || step(Effects::lock(&table("a"), AccessExclusive).and_lock(&table("b"), AccessExclusive));
        let cases: [(&[EffectsByMajor], &str); 14] = [
            (&[a()], "not required"),
            (&[a(), b()], "else writers of public.a wait for these locks too"),
            (&[a(), a()], "not required"),
            // The boundary before the second step is enough, for the third has all that it needs.
            (&[b(), a(), a()], "not required"),
            (&[both(), a()], "not required"),
            (&[a(), both()], "not required"),
            (&[b(), lock("a", ShareRowExclusive), a()], "else writers of public.b wait for these locks too"),
            (&[a(), scan("b")], "else writers of public.a wait through this scan"),
            (&[a(), b(), scan("a")], "else writers of public.a wait through this scan"),
            (&[scan("a"), a()], "not required"),
            (&[scan("a"), scan("a")], "not required"),
            (&[a(), lock("b", AccessShare)], "not required"),
            (&[a(), concurrently()], "PostgreSQL refuses it inside a transaction block"),
            (&[a(), concurrently(), scan("a")], "not required"),
        ];
        for (at, (steps, expected)) in cases.into_iter().enumerate() {
            assert_eq!(last(steps, &[]), expected, "case {at}");
        }
        assert_eq!(last(&[a(), b()], &["a"]), "not required", "nobody waits for a new table");
        assert_eq!(last(&[a(), scan("b")], &["b"]), "not required", "a new table is empty");
    }
}
