//! How the rows of a table are divided among partitions.

use crate::model::StorageParameters;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::IndexTerm;
use crate::def::PartitionStrategy;
use crate::ident::{Ident, QualifiedName};

/// How a table, or a partition of one, is divided, and into what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partitioning {
    /// By what.
    pub by: PartitionBy,
    /// Its partitions by name, which is unique among all relations of the namespace. Columns, constraints, indexes and
    /// triggers are those of the table: what a partition has of its own is none of the model's.
    pub partitions: BTreeMap<QualifiedName, Partition>,
}

/// `PARTITION BY`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartitionBy {
    /// `RANGE`, `LIST` or `HASH`.
    pub strategy: PartitionStrategy,
    /// What decides on the partition of a row.
    pub keys: Vec<PartitionKey>,
}

/// One key of a partitioned table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartitionKey {
    /// A column or an expression.
    pub term: IndexTerm,
    /// `COLLATE`, where it is not the column's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<Box<QualifiedName>>,
    /// The operator class, where it is not the type's default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<Box<QualifiedName>>,
}

/// A partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// `DEFAULT`, or `FOR VALUES ...`: as declared; PostgreSQL prints it differently.
    pub bound: String,
    /// Whether a crash empties it: `UNLOGGED`, which only a partition that holds rows can be.
    pub unlogged: bool,
    /// Storage parameters, which a partition has of its own.
    pub options: StorageParameters,
    /// COMMENT ON TABLE.
    pub comment: Option<String>,
    /// How it is divided in its turn.
    pub partitioning: Option<Partitioning>,
}

/// What the bound of a partition for all other rows is.
pub const DEFAULT_BOUND: &str = "DEFAULT";

/// A partition among all of a table.
#[derive(Clone, Copy, Debug)]
pub struct PlacedPartition<'a> {
    /// The table or partition that it is one of.
    pub of: &'a QualifiedName,
    /// Its name.
    pub name: &'a QualifiedName,
    /// What it is.
    pub partition: &'a Partition,
}

impl PartitionBy {
    /// Returns the columns that it rests on; a column may come twice.
    pub fn columns(&self) -> impl Iterator<Item = &Ident> {
        self.keys.iter().flat_map(|key| match &key.term {
            IndexTerm::Column(column) => std::slice::from_ref(column),
            IndexTerm::Expression(expression) => &expression.columns,
        })
    }
}

impl Partition {
    /// A partition with nothing but its bound.
    pub fn new(bound: impl Into<String>) -> Partition {
        Partition {
            bound: bound.into(),
            unlogged: false,
            options: StorageParameters::new(),
            comment: None,
            partitioning: None,
        }
    }

    /// Tells whether it is for the rows that no other partition is for.
    pub fn is_default(&self) -> bool {
        self.bound == DEFAULT_BOUND
    }
}

impl Partitioning {
    /// Returns all partitions below, each before its own.
    pub fn placed<'a>(&'a self, of: &'a QualifiedName) -> Vec<PlacedPartition<'a>> {
        let mut placed = Vec::new();
        self.place(of, &mut placed);
        placed
    }

    fn place<'a>(&'a self, of: &'a QualifiedName, placed: &mut Vec<PlacedPartition<'a>>) {
        for (name, partition) in &self.partitions {
            placed.push(PlacedPartition { of, name, partition });
            if let Some(partitioning) = &partition.partitioning {
                partitioning.place(name, placed);
            }
        }
    }

    /// Returns every `PARTITION BY` of the table and its partitions.
    pub fn levels(&self) -> Vec<&PartitionBy> {
        let below = self.partitions.values().filter_map(|partition| partition.partitioning.as_ref());
        std::iter::once(&self.by).chain(below.flat_map(Partitioning::levels)).collect()
    }

    /// Finds a partition, however deep.
    pub fn find_mut(&mut self, of: &QualifiedName) -> Option<&mut Partition> {
        for (name, partition) in &mut self.partitions {
            if name == of {
                return Some(partition);
            }
            let below = partition.partitioning.as_mut();
            if let Some(found) = below.and_then(|partitioning| partitioning.find_mut(of)) {
                return Some(found);
            }
        }
        None
    }

    /// Takes a partition out, however deep, with all below it.
    pub fn take(&mut self, name: &QualifiedName) -> Option<Partition> {
        self.partitions.remove(name).or_else(|| {
            let mut below = self.partitions.values_mut().filter_map(|partition| partition.partitioning.as_mut());
            below.find_map(|partitioning| partitioning.take(name))
        })
    }

    /// Gives a partition another name, however deep it is; tells whether it is there.
    pub fn rename(&mut self, from: &QualifiedName, to: &QualifiedName) -> bool {
        if let Some(partition) = self.partitions.remove(from) {
            self.partitions.insert(to.clone(), partition);
            return true;
        }
        let below = self.partitions.values_mut().filter_map(|partition| partition.partitioning.as_mut());
        below.into_iter().any(|partitioning| partitioning.rename(from, to))
    }

    /// Returns the partition for all other rows.
    pub fn default_partition(&self) -> Option<&QualifiedName> {
        self.partitions.iter().find(|(_, partition)| partition.is_default()).map(|(name, _)| name)
    }

    /// Changes every key of every level.
    pub fn keys_mut(&mut self, each: &mut impl FnMut(&mut PartitionKey)) {
        self.by.keys.iter_mut().for_each(&mut *each);
        for partitioning in self.partitions.values_mut().filter_map(|partition| partition.partitioning.as_mut()) {
            partitioning.keys_mut(each);
        }
    }
}

/// Returns the names of all partitions of a schema.
pub fn partition_names(model: &super::SchemaModel) -> BTreeSet<&QualifiedName> {
    let tables = model.tables.iter().filter_map(|(name, table)| Some((name, table.partitioning.as_ref()?)));
    tables.flat_map(|(name, partitioning)| partitioning.placed(name)).map(|placed| placed.name).collect()
}
