//! What is asked of a model about each of many partitions, looked up once.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident::QualifiedName;
use crate::model::{SchemaModel, Table};

/// How the tables of a model are divided, and who refers to them.
pub(super) struct Divisions<'a> {
    /// The default partition of a table, or of one of its partitions: by both names.
    defaults: BTreeMap<(&'a QualifiedName, &'a QualifiedName), &'a QualifiedName>,
    /// What a partition is one of.
    above: BTreeMap<&'a QualifiedName, &'a QualifiedName>,
    /// The other tables whose foreign keys refer to a table.
    referring: BTreeMap<&'a QualifiedName, BTreeSet<&'a QualifiedName>>,
}

impl<'a> Divisions<'a> {
    pub(super) fn of(model: &'a SchemaModel) -> Divisions<'a> {
        let (mut defaults, mut above) = (BTreeMap::new(), BTreeMap::new());
        let mut referring: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (name, table) in &model.tables {
            for placed in table.partitions(name) {
                above.insert(placed.name, placed.of);
                if placed.partition.is_default() {
                    defaults.insert((name, placed.of), placed.name);
                }
            }
            for (_, foreign_key) in table.foreign_keys().filter(|(_, foreign_key)| foreign_key.references != *name) {
                referring.entry(&foreign_key.references).or_default().insert(name);
            }
        }
        Divisions { defaults, above, referring }
    }

    /// The default partition of a table or of one of its partitions.
    pub(super) fn default_of(&self, table: &QualifiedName, of: &QualifiedName) -> Option<&'a QualifiedName> {
        self.defaults.get(&(table, of)).copied()
    }

    /// What a partition is one of, and so on up to the table.
    pub(super) fn above(&self, partition: &QualifiedName) -> impl Iterator<Item = &'a QualifiedName> {
        let one_of = |name: &QualifiedName| self.above.get(name).copied();
        std::iter::successors(one_of(partition), move |above| one_of(above))
    }

    /// The table that a partition has rows of.
    pub(super) fn partitioned_table(&self, partition: &QualifiedName) -> Option<&'a QualifiedName> {
        self.above(partition).last()
    }

    /// The other tables whose foreign keys refer to a table.
    pub(super) fn referring_to(&self, table: &QualifiedName) -> Vec<QualifiedName> {
        self.referring.get(table).into_iter().flatten().map(|name| (*name).clone()).collect()
    }
}

/// Tells whether partitions of a partition are to be attached to it once it is one itself: PostgreSQL gives identity columns
/// to what is attached, and to nothing below that. A row of the partition itself would find no value there, and nothing
/// could be detached again (measured on 17 and 18; before, no partition has them).
pub(super) fn identity_stays_above(table: &Table) -> bool {
    table.columns.iter().any(|column| column.identity.is_some())
}
