//! Partitioned tables and their partitions.

use std::collections::BTreeMap;

use super::{TableResolver, comment, storage_parameters};
use crate::def::{PartitionDef, PartitioningDef};
use crate::diagnostic::Diagnostic;
use crate::ident::QualifiedName;
use crate::model::{DEFAULT_BOUND, IndexKey, ObjectName, Partition, PartitionBy, PartitionKey, Partitioning, Rename};

impl TableResolver<'_> {
    pub(super) fn partitioning(&mut self) {
        let Some(def) = &self.def.partition_by else { return };
        let origin = self.origin("partition_by");
        let by = self.partition_by(def, &origin);
        self.table.partitioning = Some(Partitioning { by, partitions: BTreeMap::new() });
        // A partition may stand before the one that it is one of.
        let mut left: Vec<&PartitionDef> = self.def.partitions.iter().collect();
        while !left.is_empty() {
            let count = left.len();
            left.retain(|def| !self.partition(def));
            if left.len() == count {
                for def in &left {
                    let of = def.of.unwrap_or_default();
                    let message = format!("{}: there is no partition {of} that is divided", self.partition_origin(def));
                    self.resolver.diagnostics.push(Diagnostic::error("unknown-partition", message));
                }
                return;
            }
        }
    }

    fn partition_origin(&self, def: &PartitionDef) -> String {
        self.origin(&format!("partition {}", def.name))
    }

    /// Puts a partition where it belongs; false where that is not there yet.
    fn partition(&mut self, def: &PartitionDef) -> bool {
        let origin = self.partition_origin(def);
        let Some(name) = self.partition_name(def.namespace, def.name, &origin) else { return true };
        let of = match def.of {
            None => self.name.clone(),
            Some(of) => {
                let Some(above) = self.def.partitions.iter().find(|above| above.name == of) else { return false };
                let Some(of) = self.partition_name(above.namespace, of, &origin) else { return true };
                of
            }
        };
        let is_of_table = of == self.name;
        let above = self.table.partitioning.as_mut();
        let is_there = match is_of_table {
            true => above.is_some(),
            false => above.and_then(|above| above.find_mut(&of)).is_some_and(|above| above.partitioning.is_some()),
        };
        if !is_there {
            return false;
        }
        let partitioning = def
            .partition_by
            .as_ref()
            .map(|by| Partitioning { by: self.partition_by(by, &origin), partitions: BTreeMap::new() });
        let partition = Partition {
            bound: def
                .values
                .map_or_else(|| DEFAULT_BOUND.to_owned(), |values| format!("FOR VALUES {}", values.trim())),
            unlogged: def.unlogged,
            options: storage_parameters(def.options),
            comment: comment(def.comment),
            partitioning,
        };
        if let Some(was) = def.was.and_then(|was| self.resolver.ident(was, &origin)) {
            let (of, from, to) = (self.name.clone(), name.sibling(&was), name.clone());
            self.resolver.declared.model.renames.push(Rename::Partition { of, from, to });
        }
        self.resolver.origin(ObjectName::Table(name.clone()), origin.clone());
        let above = self.table.partitioning.as_mut();
        let above = match is_of_table {
            true => above,
            false => above.and_then(|above| above.find_mut(&of)?.partitioning.as_mut()),
        };
        let replaced = above.and_then(|above| above.partitions.insert(name.clone(), partition));
        if replaced.is_some() {
            self.duplicate("partition", &name.name, &origin);
        }
        true
    }

    fn partition_name(&mut self, namespace: Option<&str>, name: &str, origin: &str) -> Option<QualifiedName> {
        let namespace = match namespace {
            Some(namespace) => self.resolver.ident(namespace, origin)?,
            None => self.name.namespace.clone(),
        };
        Some(QualifiedName::new(namespace, self.resolver.ident(name, origin)?))
    }

    fn partition_by(&mut self, def: &PartitioningDef, origin: &str) -> PartitionBy {
        let key = |key: IndexKey| {
            let operator_class = key.operator_class.map(|class| Box::new(class.name));
            PartitionKey { term: key.term, collation: key.collation, operator_class }
        };
        let keys = self.index_keys(def.keys.iter(), origin).into_iter().map(key).collect();
        PartitionBy { strategy: def.strategy, keys }
    }
}
