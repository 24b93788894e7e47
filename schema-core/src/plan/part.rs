//! The indexes of partitions that become parts of an index of their table.

use std::collections::{BTreeMap, BTreeSet};

use super::helper_name::helper_name;
use crate::diff::Change;
use crate::ident::{Ident, QualifiedName, default_name};
use crate::index_name::{columns_in_name, expression_name};
use crate::model::{Constraint, Index, IndexTerm, SchemaModel, Table};
use crate::sql::IndexPart;

/// What an index is the index of: its name ends with that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Index,
    PrimaryKey,
    Unique,
}

/// Returns the parts of an index of a partitioned table, each before those below it, under the names that PostgreSQL would
/// give them; where another index has the same columns, which of the two PostgreSQL numbers depends on their order, and
/// the name tells the table's index instead.
pub(super) fn parts(table: &QualifiedName, of: &Table, name: &Ident, index: &Index, label: Label) -> Vec<IndexPart> {
    let columns = if label == Label::PrimaryKey { String::new() } else { columns(index) };
    let is_alone = is_alone(of, name, index, label);
    let default = |partition: &QualifiedName| {
        let default = default_name(partition.name.as_str(), &columns, label.text());
        partition.sibling(&default.expect("a name with a suffix that leaves room for it is a name"))
    };
    // What is cut off long names may be all in which they differ.
    let mut defaults: BTreeMap<QualifiedName, usize> = BTreeMap::new();
    for placed in of.partitions(table) {
        *defaults.entry(default(placed.name)).or_default() += 1;
    }
    let named = |partition: &QualifiedName| {
        let default = default(partition);
        match is_alone && defaults.get(&default) == Some(&1) {
            true => default.name,
            false => helper_name(partition.name.as_str(), name.as_str(), label.text()),
        }
    };
    let placed = of.partitions(table).into_iter().map(|placed| {
        let above = if placed.of == table { table.sibling(name) } else { placed.of.sibling(&named(placed.of)) };
        IndexPart {
            table: placed.name.clone(),
            name: named(placed.name),
            of: above,
            is_divided: placed.partition.partitioning.is_some(),
        }
    });
    placed.collect()
}

/// Returns what PostgreSQL calls the parts that one partition has, by the table's indexes and keys.
pub(super) fn names_of_parts(table: &QualifiedName, of: &Table, partition: &QualifiedName) -> BTreeMap<Ident, Ident> {
    let part = |(name, (index, label)): (Ident, (Index, Label))| {
        let parts = parts(table, of, &name, &index, label).into_iter();
        let part = parts.into_iter().find(|part| part.table == *partition)?;
        Some((name, part.name))
    };
    indexes(of).into_iter().filter_map(part).collect()
}

/// Tells whether no other index of the table has the same columns, and PostgreSQL numbers none of the parts.
fn is_alone(of: &Table, name: &Ident, index: &Index, label: Label) -> bool {
    label == Label::PrimaryKey || !others(of, name).contains(&(columns(index), label.text()))
}

/// Returns what the parts of indexes and keys are called otherwise once tables and columns are renamed, as far as their
/// names are those that PostgreSQL gives.
pub(super) fn renamed(before: &SchemaModel, after: &SchemaModel, renames: &[Change]) -> Vec<Change> {
    let mut changes = Vec::new();
    let old_partitions: BTreeMap<&QualifiedName, &QualifiedName> = renames
        .iter()
        .filter_map(|change| match change {
            Change::RenamePartition(_, from, to) => Some((to, from)),
            _ => None,
        })
        .collect();
    for (name, table) in after.tables.iter().filter(|(_, table)| table.partitioning.is_some()) {
        let old_name = renames.iter().find_map(|change| match change {
            Change::RenameTable(from, to, _) if to == name => Some(from),
            _ => None,
        });
        let Some(old) = before.tables.get(old_name.unwrap_or(name)) else { continue };
        let old_indexes = indexes(old);
        for (index_name, (index, label)) in indexes(table) {
            let old_index = renames.iter().find_map(|change| match change {
                Change::RenameConstraint(of, from, to) | Change::RenameIndex(of, from, to)
                    if of == name && *to == index_name =>
                {
                    Some(from)
                }
                _ => None,
            });
            let old_index_name = old_index.unwrap_or(&index_name);
            let Some((old_index, old_label)) = old_indexes.get(old_index_name) else { continue };
            if !is_alone(old, old_index_name, old_index, *old_label) || !is_alone(table, &index_name, &index, label) {
                continue;
            }
            let old_parts = parts(old_name.unwrap_or(name), old, old_index_name, old_index, *old_label);
            let old_parts: BTreeMap<&QualifiedName, &Ident> =
                old_parts.iter().map(|part| (&part.table, &part.name)).collect();
            for part in parts(name, table, &index_name, &index, label) {
                let old_partition = old_partitions.get(&part.table).copied().unwrap_or(&part.table);
                if let Some(old_part) = old_parts.get(old_partition).filter(|old| ***old != part.name) {
                    changes.push(Change::RenamePart(part.table, (*old_part).clone(), part.name));
                }
            }
        }
    }
    changes
}

/// The indexes of a table, and those behind its keys.
pub(super) fn indexes(table: &Table) -> BTreeMap<Ident, (Index, Label)> {
    let plain = table.indexes.iter().map(|(name, index)| (name.clone(), (index.clone(), Label::Index)));
    let keys = table.constraints.iter().filter_map(|(name, constraint)| {
        let (key, label) = match constraint {
            Constraint::PrimaryKey(key) => (key, Label::PrimaryKey),
            Constraint::Unique(key) => (key, Label::Unique),
            Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => return None,
        };
        Some((name.clone(), (super::proof::key_index(key), label)))
    });
    plain.chain(keys).collect()
}

impl Label {
    fn text(self) -> &'static str {
        match self {
            Label::Index => "idx",
            Label::PrimaryKey => "pkey",
            Label::Unique => "key",
        }
    }
}

/// What the names of the parts of a table's other indexes are made of.
fn others<'a>(table: &'a Table, name: &Ident) -> BTreeSet<(String, &'a str)> {
    let indexes = table.indexes.iter().filter(|(other, _)| *other != name);
    let indexes = indexes.map(|(_, index)| (columns(index), Label::Index.text()));
    let keys = table.constraints.iter().filter(|(other, _)| *other != name);
    let keys = keys.filter_map(|(_, constraint)| match constraint {
        Constraint::Unique(key) => Some((columns(&super::proof::key_index(key)), Label::Unique.text())),
        _ => None,
    });
    indexes.chain(keys).collect()
}

fn columns(index: &Index) -> String {
    let term = |term: &IndexTerm| match term {
        IndexTerm::Column(column) => column.as_str().to_owned(),
        IndexTerm::Expression(expression) => expression_name(&expression.sql),
    };
    let keys = index.keys.iter().map(|key| term(&key.term));
    columns_in_name(keys.chain(index.include.iter().map(|column| column.as_str().to_owned())))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Label, parts};
    use crate::ident::{Ident, QualifiedName};
    use crate::model::{Index, IndexKey, IndexTerm, Partition, PartitionBy, PartitionStrategy, Partitioning, Table};

    #[test]
    fn long_names_that_differ_at_the_end_give_parts_of_different_names() {
        let ident = |name: &str| Ident::new(name).unwrap();
        let public = |name: &str| QualifiedName::new(ident("public"), ident(name));
        let key = || IndexKey::new(IndexTerm::Column(ident("id")));
        let long = |end: &str| public(&format!("{}{end}", "p".repeat(60)));
        let names = [long("1"), long("2"), public("short")];
        let partitions = names.iter().map(|name| (name.clone(), Partition::new("DEFAULT".to_owned()))).collect();
        let by = PartitionBy { strategy: PartitionStrategy::Range, keys: Vec::new() };
        let table = Table { partitioning: Some(Partitioning { by, partitions }), ..Table::default() };
        let index = Index { keys: vec![key()], ..Index::default() };
        let parts = parts(&public("t"), &table, &ident("t_id_idx"), &index, Label::Index);
        let named: BTreeSet<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(named.len(), 3, "{named:?}");
        assert!(named.contains("short_id_idx"), "{named:?}");
    }
}
