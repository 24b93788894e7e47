//! Columns, and what makes their values.

use serde::{Deserialize, Serialize};

use super::{Expression, SequenceOptions};
use crate::ident::{Ident, QualifiedName};
use crate::types::PgType;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The name.
    pub name: Ident,
    /// The type.
    #[serde(rename = "type")]
    pub pg_type: PgType,
    /// `COLLATE`, where it is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<Box<QualifiedName>>,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The name of a NOT NULL that is NOT VALID, which PostgreSQL 18 knows: rows that are there may be NULL, new ones not.
    /// `nullable` says that NULLs may be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_valid: Option<Ident>,
    /// The default, as SQL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// `GENERATED ... AS IDENTITY`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Box<Identity>>,
    /// `GENERATED ALWAYS AS (...)`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Box<Generated>>,
    /// COMMENT ON COLUMN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Column {
    /// A column that may be NULL, and nothing else.
    pub fn new(name: Ident, pg_type: PgType) -> Column {
        Column {
            name,
            pg_type,
            collation: None,
            nullable: true,
            not_valid: None,
            default: None,
            identity: None,
            generated: None,
            comment: None,
        }
    }
}

/// A column whose values come from a sequence of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// `ALWAYS` rather than `BY DEFAULT`: an INSERT may not give a value.
    pub always: bool,
    /// The name of the sequence, which stands in the namespace of the table; nothing where it is the one that PostgreSQL
    /// gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Ident>,
    /// Those of the sequence.
    #[serde(default, skip_serializing_if = "SequenceOptions::is_default")]
    pub options: SequenceOptions,
}

/// A column whose values are computed from others of the row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generated {
    /// What it is.
    pub expression: Expression,
    /// `STORED`, or, from PostgreSQL 18, `VIRTUAL`: computed when it is read.
    pub stored: bool,
}
