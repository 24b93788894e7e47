//! Partitioned tables of a declaration, and their partitions.

use super::{IndexKeyDef, StorageParameter};

/// `PARTITION BY`
#[derive(Debug)]
pub struct PartitioningDef {
    /// `RANGE`, `LIST` or `HASH`.
    pub strategy: PartitionStrategy,
    /// Columns and expressions; they have no order, and their operator classes no parameters.
    pub keys: &'static [IndexKeyDef],
}

/// How rows are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartitionStrategy {
    /// `RANGE`: each partition has rows from one value on to before another.
    Range,
    /// `LIST`: each has those of some values.
    List,
    /// `HASH`: each has those with one remainder.
    Hash,
}

impl PartitionStrategy {
    /// Returns the word of `PARTITION BY`.
    pub fn sql(self) -> &'static str {
        match self {
            PartitionStrategy::Range => "RANGE",
            PartitionStrategy::List => "LIST",
            PartitionStrategy::Hash => "HASH",
        }
    }
}

/// A partition.
#[derive(Debug)]
pub struct PartitionDef {
    /// The namespace, where it is not the table's.
    pub namespace: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
    /// The name that it had before, in the same namespace.
    pub was: Option<&'static str>,
    /// The name of the partition that it is one of, where it is not the table itself.
    pub of: Option<&'static str>,
    /// `FROM (...) TO (...)`, `IN (...)` or `WITH (...)`; nothing for the default partition.
    pub values: Option<&'static str>,
    /// How it is divided in its turn.
    pub partition_by: Option<PartitioningDef>,
    /// `UNLOGGED`
    pub unlogged: bool,
    /// Storage parameters.
    pub options: &'static [StorageParameter],
    /// COMMENT ON TABLE; empty where there is none.
    pub comment: &'static str,
}
