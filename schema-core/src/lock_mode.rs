//! PostgreSQL's table lock modes: which conflict, and what that means for those who use the table.
//!
//! <https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES>

use std::fmt;

use serde::{Deserialize, Serialize};

/// A table-level lock mode, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockMode {
    /// Taken by SELECT.
    AccessShare,
    /// Taken by SELECT ... FOR UPDATE and FOR SHARE.
    RowShare,
    /// Taken by INSERT, UPDATE, DELETE, MERGE.
    RowExclusive,
    /// Taken by VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT.
    ShareUpdateExclusive,
    /// Taken by CREATE INDEX.
    Share,
    /// Taken by CREATE TRIGGER and ADD FOREIGN KEY.
    ShareRowExclusive,
    /// Taken by REFRESH MATERIALIZED VIEW CONCURRENTLY.
    Exclusive,
    /// Taken by DROP TABLE, most of ALTER TABLE.
    AccessExclusive,
}

use LockMode::*;

impl LockMode {
    /// Every mode, the weakest first.
    pub const ALL: [LockMode; 8] = [
        AccessShare,
        RowShare,
        RowExclusive,
        ShareUpdateExclusive,
        Share,
        ShareRowExclusive,
        Exclusive,
        AccessExclusive,
    ];

    /// Returns the modes that wait for this one, and that this one waits for.
    pub fn conflicts(self) -> &'static [LockMode] {
        match self {
            AccessShare => &[AccessExclusive],
            RowShare => &[Exclusive, AccessExclusive],
            RowExclusive => &[Share, ShareRowExclusive, Exclusive, AccessExclusive],
            ShareUpdateExclusive => &[ShareUpdateExclusive, Share, ShareRowExclusive, Exclusive, AccessExclusive],
            Share => &[RowExclusive, ShareUpdateExclusive, ShareRowExclusive, Exclusive, AccessExclusive],
            ShareRowExclusive => {
                &[RowExclusive, ShareUpdateExclusive, Share, ShareRowExclusive, Exclusive, AccessExclusive]
            }
            Exclusive => {
                &[RowShare, RowExclusive, ShareUpdateExclusive, Share, ShareRowExclusive, Exclusive, AccessExclusive]
            }
            AccessExclusive => &LockMode::ALL,
        }
    }

    /// Tells whether INSERT, UPDATE and DELETE wait.
    pub fn blocks_writes(self) -> bool {
        self.conflicts().contains(&RowExclusive)
    }

    /// Tells whether SELECT waits.
    pub fn blocks_reads(self) -> bool {
        self.conflicts().contains(&AccessShare)
    }

    /// Says who waits, for people who do not know the modes by heart.
    pub fn who_waits(self) -> &'static str {
        match self {
            AccessShare | RowShare | RowExclusive => "nobody's reads or writes wait",
            ShareUpdateExclusive => "neither reads nor writes wait",
            Share | ShareRowExclusive => "writes wait, reads do not",
            Exclusive => "writes wait, plain reads do not",
            AccessExclusive => "reads and writes wait",
        }
    }

    /// The name in `pg_locks.mode`.
    pub fn catalog_name(self) -> &'static str {
        match self {
            AccessShare => "AccessShareLock",
            RowShare => "RowShareLock",
            RowExclusive => "RowExclusiveLock",
            ShareUpdateExclusive => "ShareUpdateExclusiveLock",
            Share => "ShareLock",
            ShareRowExclusive => "ShareRowExclusiveLock",
            Exclusive => "ExclusiveLock",
            AccessExclusive => "AccessExclusiveLock",
        }
    }

    /// Finds a mode by its name in `pg_locks.mode`.
    pub fn from_catalog_name(name: &str) -> Option<LockMode> {
        LockMode::ALL.into_iter().find(|mode| mode.catalog_name() == name)
    }
}

impl fmt::Display for LockMode {
    /// Prints the mode as LOCK TABLE spells it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AccessShare => "ACCESS SHARE",
            RowShare => "ROW SHARE",
            RowExclusive => "ROW EXCLUSIVE",
            ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Share => "SHARE",
            ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Exclusive => "EXCLUSIVE",
            AccessExclusive => "ACCESS EXCLUSIVE",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_mutual() {
        for a in LockMode::ALL {
            for b in LockMode::ALL {
                assert_eq!(a.conflicts().contains(&b), b.conflicts().contains(&a), "{a} and {b}");
            }
        }
    }
}
