use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... DETACH PARTITION`, concurrently where PostgreSQL can: it cannot beside a default partition. One whose rows
/// stay is not detached concurrently either, for PostgreSQL would leave a CHECK with its bound behind.
///
/// Concurrently it waits, twice, for every transaction that may still use the partition, without a lock_timeout: one that
/// fires leaves the partition half detached, to be finished with `DETACH PARTITION ... FINALIZE`.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetachPartition {
    /// The table or partition that it is one of.
    pub of: QualifiedName,
    /// The partition.
    pub name: QualifiedName,
    /// The default partition beside it, or itself.
    pub default: Option<QualifiedName>,
    /// Whether it is to be a table of its own, with its rows.
    pub is_kept: bool,
    /// The tables that foreign keys refer to.
    pub references: Vec<QualifiedName>,
    /// The tables whose foreign keys refer to the table: they are searched for rows that refer to the partition's.
    pub referring: Vec<QualifiedName>,
}

impl DetachPartition {
    /// Tells whether others go on meanwhile, and it stands outside a transaction block.
    pub fn is_concurrent(&self) -> bool {
        self.default.is_none() && !self.is_kept
    }
}

impl Kind for DetachPartition {
    fn title(&self) -> String {
        let how = if self.is_concurrent() { ", concurrently" } else { "" };
        format!("detach partition {} of {}{how}", self.name, self.of)
    }

    fn write(&self, sql: &mut String) {
        let how = if self.is_concurrent() { " CONCURRENTLY" } else { "" };
        push!(sql, "ALTER TABLE {}\n    DETACH PARTITION {}{how};", self.of, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let of = if self.is_concurrent() { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive };
        let mut effects = Effects::lock(&self.of, of).and_lock(&self.name, LockMode::AccessExclusive);
        for references in &self.references {
            effects = effects.and_lock(references, LockMode::ShareRowExclusive);
        }
        for referring in &self.referring {
            effects = effects.and_lock(referring, LockMode::AccessExclusive).and_scan(referring).and_scan(&self.name);
        }
        match &self.default {
            Some(default) => effects.and_lock(default, LockMode::AccessExclusive),
            None if self.is_kept => effects,
            None => effects.outside_block(),
        }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Partition { name: self.name.clone(), of: self.of.clone(), exists: false }.into()
    }
}
