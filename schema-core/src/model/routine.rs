//! Functions, procedures and triggers as text.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ident::QualifiedName;

/// What tells one function or procedure from all others: its name and the types of its arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutineName {
    /// The name.
    pub name: QualifiedName,
    /// The types of the arguments that a call gives, without names, modes and defaults: `integer, text`.
    pub arguments: String,
}

impl fmt::Display for RoutineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.name, self.arguments)
    }
}

/// A function or procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// `CREATE FUNCTION ...` or `CREATE PROCEDURE ...`, without OR REPLACE and without the semicolon at its end.
    pub definition: String,
    /// The tables that must be there first: it takes or returns their rows, or its body is parsed when it is made
    /// (`BEGIN ATOMIC`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<QualifiedName>,
    /// COMMENT ON ROUTINE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A trigger that is no invariant's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// `CREATE TRIGGER ...`, without OR REPLACE and without the semicolon at its end.
    pub definition: String,
    /// When it fires.
    #[serde(default, skip_serializing_if = "TriggerState::is_default")]
    pub state: TriggerState,
    /// COMMENT ON TRIGGER.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// In which sessions a trigger fires, by `session_replication_role`. Whatever is declared fires in all but replicas.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TriggerState {
    /// `ENABLE`: in `origin` and `local`.
    #[default]
    Enabled,
    /// `DISABLE`: nowhere.
    Disabled,
    /// `ENABLE REPLICA`: in `replica`.
    Replica,
    /// `ENABLE ALWAYS`: everywhere.
    Always,
}

impl TriggerState {
    /// Tells whether it is what CREATE TRIGGER makes.
    pub fn is_default(&self) -> bool {
        *self == TriggerState::Enabled
    }
}
