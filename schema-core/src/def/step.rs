//! Steps that are written by hand, as `schema!` writes them.

use serde::{Deserialize, Serialize};

use crate::lock_mode::LockMode;

/// A step of a migration that is written by hand.
#[derive(Debug)]
pub struct StepDef {
    /// Its name, once and for all: a step of a name runs in one migration.
    pub name: &'static str,
    /// What it does, for a reviewer: lower case, no full stop.
    pub title: &'static str,
    /// Where it stands.
    pub behind: StepPlace,
    /// What runs.
    pub deed: DeedDef,
    /// An SQL expression that is true once the step is done, and not before.
    pub done: &'static str,
    /// How it is undone.
    pub undo: UndoDef,
}

/// SQL, and what it does to others.
#[derive(Debug)]
pub struct DeedDef {
    /// One statement or several, which run in one transaction.
    pub sql: &'static str,
    /// Tables and indexes, and the strongest lock that it takes on each.
    pub locks: &'static [(&'static str, LockMode)],
    /// Tables that it reads from end to end.
    pub scans: &'static [&'static str],
    /// Tables whose rows it writes anew.
    pub rewrites: &'static [&'static str],
}

/// How a step that is written by hand is undone.
#[derive(Debug)]
pub enum UndoDef {
    /// By this.
    By(DeedDef),
    /// It cannot be, because.
    Irreversible(&'static str),
}

/// Behind which steps of a migration one that is written by hand stands. Those of one place run by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepPlace {
    /// Behind what only looks: all is as it was before the migration.
    Preflight,
    /// Tables and columns are there, and filled; indexes and constraints are not.
    Backfill,
    /// All is there and proven; what is declared no more is still there too.
    Enforce,
}
