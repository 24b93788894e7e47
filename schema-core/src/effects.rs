//! What a statement does to those who use the database while it runs.
//!
//! Each statement states its effects in its own file under [`crate::sql`]; the suite runs every kind on every certified
//! major and compares what it states with `pg_locks`, relfilenodes and scan counters.

use std::collections::BTreeSet;

use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::MajorRange;
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
    /// Tables that existed before and whose rows are written anew.
    pub rewrites: Vec<QualifiedName>,
    /// How it stands to transactions.
    pub transaction: TransactionRule,
}

/// A lock on one relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationLock {
    /// A table or an index.
    pub relation: QualifiedName,
    /// The strongest mode held.
    pub mode: LockMode,
}

/// How a statement stands to transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionRule {
    /// In a transaction of its own, because of what its locks would hold up together with another step's work.
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

    /// Says that PostgreSQL refuses the statement inside a transaction block.
    pub fn outside_block(self) -> Effects {
        Effects { transaction: TransactionRule::OutsideBlock, ..self }
    }
}

/// The effects of one statement on each major of a range, majors that agree taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectsByMajor(Vec<(MajorRange, Effects)>);

impl EffectsByMajor {
    /// Asks for the effects on each major.
    pub fn of(statement: &Statement, postgres: MajorRange) -> EffectsByMajor {
        // Few statements differ by major; a large plan keeps tens of thousands of these.
        let mut groups: Vec<(MajorRange, Effects)> = Vec::with_capacity(1);
        for major in postgres.majors() {
            let effects = statement.effects(major);
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

    /// Returns the longest that an application's writes wait, in milliseconds: what the statement may wait for each lock
    /// that it needs, while those behind it in the queue wait too. Nothing where it keeps no writer waiting; locks on
    /// the relations in `created` do not, for nobody uses those yet.
    pub fn longest_stall_ms(&self, created: &BTreeSet<QualifiedName>, lock_timeout_ms: u32) -> Option<u32> {
        let count = |effects: &Effects| {
            let blocking = effects.locks.iter().filter(|lock| lock.mode.blocks_writes());
            blocking.filter(|lock| !created.contains(&lock.relation)).count()
        };
        let most = self.0.iter().map(|(_, effects)| count(effects)).max().unwrap_or(0);
        let locks = u32::try_from(most).unwrap_or(u32::MAX);
        (locks > 0).then(|| lock_timeout_ms.saturating_mul(locks))
    }
}
