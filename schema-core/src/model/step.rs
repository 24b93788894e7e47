//! Steps that are written by hand.

use serde::{Deserialize, Serialize};

pub use crate::def::StepPlace;
use crate::effects::RelationLock;
use crate::ident::QualifiedName;

/// A step of a migration that is written by hand. It belongs to the migration before which no schema had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandWrittenStep {
    /// What it does, for a reviewer.
    pub title: String,
    /// Where it stands.
    pub behind: StepPlace,
    /// What runs.
    pub deed: Deed,
    /// An SQL expression that is true once the step is done, and not before.
    pub done: String,
    /// How it is undone.
    pub undo: StepUndo,
}

/// SQL, and what it does to others, as its author says; a certificate compares it with what is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// One statement or several, with a semicolon between them and none at the end.
    pub sql: String,
    /// By relation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locks: Vec<RelationLock>,
    /// Tables that are read from end to end, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<QualifiedName>,
    /// Tables whose rows are written anew, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rewrites: Vec<QualifiedName>,
}

/// How a step that is written by hand is undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StepUndo {
    /// By this.
    By(Deed),
    /// It cannot be, because.
    Irreversible(String),
}
