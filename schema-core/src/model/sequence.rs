//! Sequences.

use serde::{Deserialize, Serialize};

use super::is_false;
use crate::ident::{Ident, QualifiedName};
use crate::types::PgType;

/// A sequence that is no identity column's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sequence {
    /// `smallint`, `integer` or `bigint`.
    #[serde(rename = "type")]
    pub pg_type: PgType,
    /// How it counts.
    #[serde(default, skip_serializing_if = "SequenceOptions::is_default")]
    pub options: SequenceOptions,
    /// `OWNED BY`: the table and column that it goes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<(QualifiedName, Ident)>,
    /// COMMENT ON SEQUENCE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// How a sequence counts. Nothing where it is PostgreSQL's default for the type and the direction, so that a sequence
/// read from a catalog is equal to one that is declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SequenceOptions {
    /// `START WITH`; the lowest value, or the highest of one that counts down, by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    /// `INCREMENT BY`; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub increment: Option<i64>,
    /// `MINVALUE`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// `MAXVALUE`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// `CACHE`; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<i64>,
    /// `CYCLE`
    #[serde(skip_serializing_if = "is_false")]
    pub cycle: bool,
}

impl SequenceOptions {
    /// Tells whether nothing is said.
    pub fn is_default(&self) -> bool {
        *self == SequenceOptions::default()
    }
}
