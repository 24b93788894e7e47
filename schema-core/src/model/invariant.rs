//! Rules on how rows may change.

use serde::{Deserialize, Serialize};

use crate::ident::{Ident, QualifiedName};

/// A rule on how rows may change. A trigger holds it: it compares two states of a row, which no constraint can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Invariant {
    /// A row begins in an initial state, and only the declared transitions lead to another one.
    Lifecycle {
        /// The column that holds the state; NOT NULL.
        column: Ident,
        /// The states that a row may begin in.
        initial: Vec<String>,
        /// From and to, in the order of the declaration.
        transitions: Vec<(String, String)>,
    },
    /// Columns never change.
    Immutable(Fixed),
    /// A row in any state but some is neither changed nor deleted.
    Frozen {
        /// The column that holds the state; NOT NULL.
        column: Ident,
        /// The states in which the row is free.
        unless: Vec<String>,
        /// What is fixed otherwise.
        fixed: Fixed,
    },
    /// A row is made, changed or deleted only while the row that it refers to is in one of some states.
    FrozenWith {
        /// The other row and its states.
        parent: ParentState,
        /// What is fixed otherwise.
        fixed: Fixed,
    },
    /// A row is made, or comes to refer to another row, only while that one is in one of some states.
    InsertRequires(ParentState),
}

/// Columns that are not to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The columns, in the order of the declaration.
    pub columns: Vec<Ident>,
    /// Those among them that may become NULL all the same, for a foreign key's SET NULL clears them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clearable: Vec<Ident>,
}

/// The row that a foreign key refers to, and the states that it is to be in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParentState {
    /// The referencing columns.
    pub columns: Vec<Ident>,
    /// The referenced table.
    pub references: QualifiedName,
    /// The referenced columns, in the order of `columns`.
    pub referenced_columns: Vec<Ident>,
    /// The referenced table's column that holds the state; NOT NULL.
    pub column: Ident,
    /// The states.
    pub values: Vec<String>,
}

impl Invariant {
    /// Returns every column of its table that the invariant mentions; a column may come twice.
    pub fn columns(&self) -> Vec<&Ident> {
        match self {
            Invariant::Lifecycle { column, .. } => vec![column],
            Invariant::Immutable(fixed) => fixed.columns.iter().collect(),
            Invariant::Frozen { column, fixed, .. } => [column].into_iter().chain(&fixed.columns).collect(),
            Invariant::FrozenWith { parent, fixed } => parent.columns.iter().chain(&fixed.columns).collect(),
            Invariant::InsertRequires(parent) => parent.columns.iter().collect(),
        }
    }
}
