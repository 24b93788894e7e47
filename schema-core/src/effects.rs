//! What a statement does to those who use the database while it runs.
//!
//! Each statement states its effects in its own file under [`crate::sql`]; the suite runs every kind on every certified
//! major and compares what it states with `pg_locks`, relfilenodes and scan counters.

use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// What one statement locks, reads and rewrites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// The strongest lock on each relation it touches, by relation. Indexes are listed where the statement is about
    /// the index; no other index is locked more strongly than its table.
    pub locks: Vec<RelationLock>,
    /// Tables that existed before and are read from end to end, or through an index from end to end.
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
        Effects::none().and_lock(relation, mode)
    }

    /// Adds a lock; of two on one relation the stronger counts.
    pub fn and_lock(mut self, relation: &QualifiedName, mode: LockMode) -> Effects {
        match self.locks.iter_mut().find(|lock| lock.relation == *relation) {
            Some(lock) => lock.mode = lock.mode.max(mode),
            None => self.locks.push(RelationLock { relation: relation.clone(), mode }),
        }
        self.locks.sort();
        self
    }

    /// Adds a scan.
    pub fn and_scan(mut self, table: &QualifiedName) -> Effects {
        if !self.scans.contains(table) {
            self.scans.push(table.clone());
            self.scans.sort();
        }
        self
    }

    /// Says that PostgreSQL refuses the statement inside a transaction block.
    pub fn outside_block(self) -> Effects {
        Effects { transaction: TransactionRule::OutsideBlock, ..self }
    }

    /// Returns the number of locks that make somebody's INSERT, UPDATE or DELETE wait.
    pub fn blocking_locks(&self) -> usize {
        self.locks.iter().filter(|lock| lock.mode.blocks_writes()).count()
    }
}
