//! How a table is divided.

use std::collections::BTreeSet;

use super::column::storage;
use super::constraint::commented;
use super::literal::literal;
use super::{Importer, Place};
use crate::def::PartitionStrategy;
use crate::model::{OperatorClass, PartitionBy, PlacedPartition};

impl Importer<'_> {
    /// `range(a, b)`
    pub(super) fn partition_by(&self, by: &PartitionBy, place: Place) -> Result<String, String> {
        let strategy = match by.strategy {
            PartitionStrategy::Range => "range",
            PartitionStrategy::List => "list",
            PartitionStrategy::Hash => "hash",
        };
        let mut keys = Vec::new();
        for key in &by.keys {
            let class = key.operator_class.as_deref();
            let class = class.map(|name| OperatorClass { name: name.clone(), parameters: Default::default() });
            keys.push(self.term(&key.term, key.collation.as_deref(), class.as_ref(), place)?);
        }
        Ok(format!("{strategy}({})", keys.join(", ")))
    }

    /// `#[partition(...)]` of each partition, those of partitions, too.
    pub(super) fn partitions(&mut self, place: Place) -> String {
        let mut text = String::new();
        let mut declared = BTreeSet::new();
        for placed in place.table.partitions(place.name) {
            let is_of_table = placed.of == place.name;
            let result = match is_of_table || declared.contains(placed.of.name.as_str()) {
                false => Err(format!("{}, which it is one of, is not declared", placed.of)),
                true if declared.contains(placed.name.name.as_str()) => {
                    Err("another partition of the table has its name, in another namespace".to_owned())
                }
                true => self.partition(placed, place),
            };
            match result {
                Ok(line) => {
                    declared.insert(placed.name.name.as_str().to_owned());
                    text.push_str(&line);
                }
                Err(because) => self.leave_out(format!("partition {}", placed.name), because),
            }
        }
        text
    }

    fn partition(&self, placed: PlacedPartition, place: Place) -> Result<String, String> {
        let PlacedPartition { of, name, partition } = placed;
        let mut items = vec![format!("name = {}", literal(name.name.as_str()))];
        if name.namespace != place.name.namespace {
            items.push(format!("namespace = {}", literal(name.namespace.as_str())));
        }
        if of != place.name {
            items.push(format!("of = {}", literal(of.name.as_str())));
        }
        match partition.bound.strip_prefix("FOR VALUES ") {
            Some(values) if values.contains(';') => {
                return Err("its bound has a semicolon in it, which the derive refuses".to_owned());
            }
            Some(values) => items.push(format!("values = {}", literal(values))),
            None => items.push("default".to_owned()),
        }
        if let Some(partitioning) = &partition.partitioning {
            items.push(format!("partition_by = {}", self.partition_by(&partitioning.by, place)?));
        }
        if partition.unlogged {
            items.push("unlogged".to_owned());
        }
        items.extend(storage(&partition.options));
        items.extend(commented(partition.comment.as_deref()));
        Ok(format!("#[partition({})]\n", items.join(", ")))
    }
}
