//! What is no object of the model and hangs on one.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ident::{Ident, QualifiedName};

/// Something that the model does not hold, and what it hangs on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependent {
    /// What it is: `view`, `policy`.
    pub kind: String,
    /// Its name, qualified and quoted; of what belongs to a table as well: `tenant ON public.users`.
    pub name: String,
    /// The view, or the table that it belongs to and goes with; an operator and the like has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<QualifiedName>,
    /// What it hangs on.
    pub on: DependsOn,
}

/// What something hangs on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DependsOn {
    /// A table, sequence, index or composite type, or a column of one.
    Relation(QualifiedName, Option<Ident>),
    /// A constraint of a table.
    Constraint(QualifiedName, Ident),
    /// A type.
    Type(QualifiedName),
    /// A function or procedure, with the types of its arguments.
    Routine(String),
}

impl fmt::Display for DependsOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DependsOn::Relation(name, None) => write!(f, "{name}"),
            DependsOn::Relation(table, Some(column)) => write!(f, "column {table}.{column}"),
            DependsOn::Constraint(table, name) => write!(f, "constraint {name} of {table}"),
            DependsOn::Type(name) => write!(f, "type {name}"),
            DependsOn::Routine(name) => write!(f, "routine {name}"),
        }
    }
}
