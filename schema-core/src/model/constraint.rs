//! Constraints of tables.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Expression, Index, StorageParameters, is_false};
use crate::def::{Deferrable, MatchType};
use crate::ident::{Ident, QualifiedName};

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// `PRIMARY KEY`
    PrimaryKey(Key),
    /// `UNIQUE`
    Unique(Key),
    /// `FOREIGN KEY`
    ForeignKey(ForeignKey),
    /// `CHECK`
    Check(Check),
    /// `EXCLUDE`
    Exclusion(Box<Exclusion>),
}

impl Constraint {
    /// Returns COMMENT ON CONSTRAINT.
    pub fn comment(&self) -> Option<&str> {
        match self {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.comment.as_deref(),
            Constraint::ForeignKey(foreign_key) => foreign_key.comment.as_deref(),
            Constraint::Check(check) => check.comment.as_deref(),
            Constraint::Exclusion(exclusion) => exclusion.comment.as_deref(),
        }
    }

    /// Tells whether an index of its name comes with it.
    pub fn has_index(&self) -> bool {
        match self {
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => true,
            Constraint::ForeignKey(_) | Constraint::Check(_) => false,
        }
    }

    /// Returns what PostgreSQL knows of the rows that are there. A key has always been checked.
    pub fn validity(&self) -> Validity {
        match self {
            Constraint::ForeignKey(foreign_key) => foreign_key.validity,
            Constraint::Check(check) => check.validity,
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => Validity::Valid,
        }
    }

    /// Returns the same constraint, of which PostgreSQL knows something else.
    pub fn with_validity(&self, validity: Validity) -> Constraint {
        let mut constraint = self.clone();
        match &mut constraint {
            Constraint::ForeignKey(foreign_key) => foreign_key.validity = validity,
            Constraint::Check(check) => check.validity = validity,
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => {}
        }
        constraint
    }

    /// Returns the storage parameters of the index behind it; nothing where there is no index.
    pub fn index_options(&self) -> Option<&StorageParameters> {
        match self {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => Some(&key.options),
            Constraint::Exclusion(exclusion) => Some(&exclusion.index.options),
            Constraint::ForeignKey(_) | Constraint::Check(_) => None,
        }
    }

    /// Returns the same constraint, whose index has other storage parameters.
    pub fn with_index_options(&self, options: StorageParameters) -> Constraint {
        let mut constraint = self.clone();
        match &mut constraint {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.options = options,
            Constraint::Exclusion(exclusion) => exclusion.index.options = options,
            Constraint::ForeignKey(_) | Constraint::Check(_) => {}
        }
        constraint
    }

    /// Returns the same constraint without its comment, which is changed on its own.
    pub fn without_comment(&self) -> Constraint {
        let mut constraint = self.clone();
        match &mut constraint {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.comment = None,
            Constraint::ForeignKey(foreign_key) => foreign_key.comment = None,
            Constraint::Check(check) => check.comment = None,
            Constraint::Exclusion(exclusion) => exclusion.comment = None,
        }
        constraint
    }

    /// Returns the columns of its table that it rests on; a column may come twice.
    pub fn columns(&self) -> Vec<&Ident> {
        match self {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.columns.iter().chain(&key.include).collect(),
            Constraint::ForeignKey(foreign_key) => foreign_key.columns.iter().collect(),
            Constraint::Check(check) => check.expression.columns.iter().collect(),
            Constraint::Exclusion(exclusion) => exclusion.columns().collect(),
        }
    }
}

/// The columns of a primary key or unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// In the order of the index behind it.
    pub columns: Vec<Ident>,
    /// Columns of `INCLUDE`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<Ident>,
    /// `NULLS NOT DISTINCT`: two rows with NULL are the same to it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nulls_not_distinct: bool,
    /// When it is checked.
    #[serde(default, skip_serializing_if = "is_at_once")]
    pub deferrable: Deferrable,
    /// Storage parameters of its index.
    #[serde(default, skip_serializing_if = "StorageParameters::is_empty")]
    pub options: StorageParameters,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Key {
    /// Tells whether a foreign key can rest on it.
    pub fn can_be_referred_to(&self) -> bool {
        self.deferrable == Deferrable::Not
    }
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignKey {
    /// The referencing columns.
    pub columns: Vec<Ident>,
    /// The referenced table.
    pub references: QualifiedName,
    /// The referenced columns, in the order of `columns`.
    pub referenced_columns: Vec<Ident>,
    /// `MATCH`
    pub match_type: MatchType,
    /// `ON DELETE`
    pub on_delete: ReferentialAction,
    /// `ON UPDATE`
    pub on_update: ReferentialAction,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// What PostgreSQL knows of the rows that are there.
    #[serde(default, skip_serializing_if = "Validity::is_valid")]
    pub validity: Validity,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl ForeignKey {
    /// Tells whether these are the columns that it refers to, in whatever order.
    pub fn refers_to<'a>(&self, columns: impl IntoIterator<Item = &'a Ident>) -> bool {
        columns.into_iter().collect::<BTreeSet<_>>() == self.referenced_columns.iter().collect()
    }
}

/// What a foreign key does when the row it refers to goes or changes its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferentialAction {
    /// `NO ACTION`
    NoAction,
    /// `RESTRICT`
    Restrict,
    /// `CASCADE`
    Cascade,
    /// `SET NULL (columns)`; over all columns of the key where none is named.
    SetNull(Vec<Ident>),
    /// `SET DEFAULT (columns)`, likewise.
    SetDefault(Vec<Ident>),
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The condition.
    pub expression: Expression,
    /// `NO INHERIT`: not for child tables.
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_inherit: bool,
    /// What PostgreSQL knows of the rows that are there.
    #[serde(default, skip_serializing_if = "Validity::is_valid")]
    pub validity: Validity,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Check {
    /// A condition, and nothing else.
    pub fn new(expression: Expression) -> Check {
        Check { expression, no_inherit: false, validity: Validity::Valid, comment: None }
    }
}

/// What PostgreSQL knows of the rows that a constraint is about. Whatever is declared is valid; a database may have others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// All rows meet it.
    #[default]
    Valid,
    /// `NOT VALID`: new rows meet it.
    NotValid,
    /// `NOT ENFORCED`, from PostgreSQL 18: nothing is checked.
    NotEnforced,
}

impl Validity {
    /// Tells whether all rows meet the constraint.
    pub fn is_valid(&self) -> bool {
        *self == Validity::Valid
    }
}

/// An exclusion constraint: no two rows whose keys all meet the operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The index behind it; it is not unique.
    pub index: Index,
    /// The operator of each key, as SQL: `&&`, or `OPERATOR(public.=)`.
    pub operators: Vec<String>,
    /// When it is checked.
    #[serde(default, skip_serializing_if = "is_at_once")]
    pub deferrable: Deferrable,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Exclusion {
    /// Returns every column that it rests on; a column may come twice.
    pub fn columns(&self) -> impl Iterator<Item = &Ident> {
        self.index.columns()
    }
}

fn is_at_once(deferrable: &Deferrable) -> bool {
    *deferrable == Deferrable::Not
}
