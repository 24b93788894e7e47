//! Which tables are divided into which.

use std::collections::BTreeMap;

use super::{Partitioning, Table};
use crate::ident::QualifiedName;

/// The partitioned tables of a schema and their partitions, for what a statement does to more than it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartitionTree {
    /// All below a table or partition that is divided, and whether each holds rows itself.
    below: BTreeMap<QualifiedName, BTreeMap<QualifiedName, bool>>,
}

impl PartitionTree {
    /// The tree of those tables that are partitioned.
    pub fn of<'a>(tables: impl IntoIterator<Item = (&'a QualifiedName, &'a Table)>) -> PartitionTree {
        let mut tree = PartitionTree::default();
        for (name, table) in tables {
            if let Some(partitioning) = &table.partitioning {
                tree.add(name, partitioning);
            }
        }
        tree
    }

    /// Adds what is divided, and all below it that is.
    pub fn add(&mut self, name: &QualifiedName, partitioning: &Partitioning) {
        let below = partitioning
            .placed(name)
            .into_iter()
            .map(|placed| (placed.name.clone(), placed.partition.partitioning.is_none()));
        self.below.insert(name.clone(), below.collect());
        for (name, partition) in &partitioning.partitions {
            if let Some(partitioning) = &partition.partitioning {
                self.add(name, partitioning);
            }
        }
    }

    /// Tells whether nothing is partitioned.
    pub fn is_empty(&self) -> bool {
        self.below.is_empty()
    }

    /// Returns all below a table; nothing where it is not divided.
    pub fn below(&self, table: &QualifiedName) -> Option<impl Iterator<Item = &QualifiedName>> {
        self.below.get(table).map(BTreeMap::keys)
    }

    /// Returns those that hold the rows of a table; nothing where it holds them itself.
    pub fn leaves(&self, table: &QualifiedName) -> Option<impl Iterator<Item = &QualifiedName>> {
        self.below.get(table).map(|below| below.iter().filter(|(_, is_leaf)| **is_leaf).map(|(name, _)| name))
    }
}
