//! Which partition belongs to which table, while the steps of a plan give them other names.

use std::collections::BTreeMap;

use schema_core::ident::QualifiedName;
use schema_core::model::SchemaModel;
use schema_core::sql::Statement;

/// The partitions of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedPartitions {
    /// What each partition is one of: a table, or another partition.
    above: BTreeMap<QualifiedName, QualifiedName>,
    /// The partitions of each table or partition that has some.
    below: BTreeMap<QualifiedName, Vec<QualifiedName>>,
    /// The names that partitions began with, where they have others by now.
    first: BTreeMap<QualifiedName, QualifiedName>,
}

impl FollowedPartitions {
    /// Takes those of a model.
    pub fn of(model: &SchemaModel) -> FollowedPartitions {
        let mut tree = FollowedPartitions { above: BTreeMap::new(), below: BTreeMap::new(), first: BTreeMap::new() };
        for placed in model.tables.iter().flat_map(|(name, table)| table.partitions(name)) {
            tree.above.insert(placed.name.clone(), placed.of.clone());
            tree.below.entry(placed.of.clone()).or_default().push(placed.name.clone());
        }
        tree
    }

    /// Takes a step of a plan into account, which comes before all that is asked next.
    pub fn follow(&mut self, statement: &Statement) {
        match statement {
            Statement::RenameTable(rename) => {
                let to = rename.from.sibling(&rename.to);
                if let Some(above) = self.remove(&rename.from) {
                    let first = self.first.remove(&rename.from).unwrap_or_else(|| rename.from.clone());
                    self.below.entry(above.clone()).or_default().push(to.clone());
                    self.above.insert(to.clone(), above);
                    self.first.insert(to.clone(), first);
                }
                let Some(below) = self.below.remove(&rename.from) else { return };
                for partition in &below {
                    self.above.insert(partition.clone(), to.clone());
                }
                self.below.insert(to, below);
            }
            Statement::DetachPartition(detach) => {
                self.remove(&detach.name);
            }
            Statement::AttachPartition(attach) => {
                self.below.entry(attach.of.clone()).or_default().push(attach.name.clone());
                self.above.insert(attach.name.clone(), attach.of.clone());
            }
            _ => {}
        }
    }

    /// Takes a partition away from what it is one of, and returns that.
    fn remove(&mut self, name: &QualifiedName) -> Option<QualifiedName> {
        let above = self.above.remove(name)?;
        if let Some(beside) = self.below.get_mut(&above) {
            beside.retain(|partition| partition != name);
        }
        Some(above)
    }

    /// Tells whether `name` is a table, or one of its partitions, however deep.
    pub fn is_of(&self, name: &QualifiedName, table: &QualifiedName) -> bool {
        let mut name = Some(name);
        while let Some(it) = name {
            if it == table {
                return true;
            }
            name = self.above.get(it);
        }
        false
    }

    /// Returns the partitions of a table, however deep, by the names that they began with.
    pub fn below<'a>(&'a self, table: &QualifiedName) -> Vec<&'a QualifiedName> {
        let mut found: Vec<&QualifiedName> = self.below.get(table).into_iter().flatten().collect();
        let mut at = 0;
        while let Some(partition) = found.get(at) {
            found.extend(self.below.get(*partition).into_iter().flatten());
            at += 1;
        }
        found.into_iter().map(|name| self.first_name(name)).collect()
    }

    /// Returns the name that a table or partition began with.
    pub fn first_name<'a>(&'a self, name: &'a QualifiedName) -> &'a QualifiedName {
        self.first.get(name).unwrap_or(name)
    }
}
