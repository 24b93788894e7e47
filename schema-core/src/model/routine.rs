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

impl RoutineName {
    /// The types of the arguments, one by one.
    pub fn argument_types(&self) -> Vec<&str> {
        let (mut types, mut start, mut is_quoted, mut depth) = (Vec::new(), 0, false, 0_usize);
        for (at, character) in self.arguments.char_indices() {
            match character {
                '"' => is_quoted = !is_quoted,
                '(' if !is_quoted => depth += 1,
                ')' if !is_quoted => depth = depth.saturating_sub(1),
                ',' if !is_quoted && depth == 0 => {
                    types.push(self.arguments[start..at].trim());
                    start = at + 1;
                }
                _ => {}
            }
        }
        types.push(self.arguments[start..].trim());
        types.retain(|text| !text.is_empty());
        types
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Ident;

    #[test]
    fn types_of_arguments_are_told_apart() {
        let ident = |name| Ident::new(name).expect("is a name");
        let types = |arguments: &str| -> Vec<String> {
            let name = QualifiedName::new(ident("public"), ident("f"));
            let routine = RoutineName { name, arguments: arguments.to_owned() };
            routine.argument_types().into_iter().map(str::to_owned).collect()
        };
        assert_eq!(types(""), [""; 0]);
        assert_eq!(types("integer, public.code[]"), ["integer", "public.code[]"]);
        assert_eq!(types("public.\"a, b\", numeric(1,2)"), ["public.\"a, b\"", "numeric(1,2)"]);
    }
}
