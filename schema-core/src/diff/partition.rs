//! How a table that is there before and after is divided.

use super::{Change, Pair, comment, pairs, persistence};
use crate::ident::QualifiedName;
use crate::model::{ObjectName, Partition, Partitioning, Table};

pub(super) fn diff_partitions(table: &QualifiedName, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    divisions(table, table, &from.partitioning, &to.partitioning, changes);
}

fn divisions(
    table: &QualifiedName,
    of: &QualifiedName,
    from: &Option<Partitioning>,
    to: &Option<Partitioning>,
    changes: &mut Vec<Change>,
) {
    let (from, to) = match (from, to) {
        (None, None) => return,
        (Some(from), Some(to)) if from.by == to.by => (from, to),
        (Some(_), _) | (_, Some(_)) => return changes.push(Change::Repartition(of.clone())),
    };
    for (name, pair) in pairs(&from.partitions, &to.partitions) {
        let place = || (table.clone(), of.clone(), name.clone());
        match pair {
            Pair::Before(partition) => {
                let (table, of, name) = place();
                changes.push(Change::DropPartition(table, of, name, partition.clone()));
            }
            Pair::After(partition) => {
                let (table, of, name) = place();
                changes.push(Change::AddPartition(table, of, name, partition.clone()));
            }
            Pair::Both(from, to) => diff_partition(table, name, from, to, changes),
        }
    }
}

fn diff_partition(
    table: &QualifiedName,
    name: &QualifiedName,
    from: &Partition,
    to: &Partition,
    changes: &mut Vec<Change>,
) {
    if from.bound != to.bound {
        changes.push(Change::AlterBound(name.clone(), from.bound.clone(), to.bound.clone()));
    }
    if from.options != to.options {
        changes.push(Change::AlterTableOptions(name.clone(), from.options.clone(), to.options.clone()));
    }
    persistence(name, from.unlogged, to.unlogged, changes);
    comment(name, ObjectName::Table(name.clone()), &from.comment, &to.comment, changes);
    divisions(table, name, &from.partitioning, &to.partitioning, changes);
}
