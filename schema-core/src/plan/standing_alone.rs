//! Partitions that are tables of their own on the other side: DETACH PARTITION and ATTACH PARTITION, which keep the rows.
//!
//! Both models are turned into ones in which such a partition stands alone, and all else is compared with these: it is
//! detached before all else, and attached behind all else.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::part::names_of_parts;
use crate::diff::Change;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, Constraint, Index, PlacedPartition, SchemaModel, Table};

/// Two models without the partitions that the other one of them has as tables of their own, which stand alone in both.
pub(super) struct StandingAlone<'a> {
    pub(super) before: Cow<'a, SchemaModel>,
    pub(super) after: Cow<'a, SchemaModel>,
    /// What makes them stand alone.
    pub(super) detached: Vec<Change>,
    /// What makes them partitions in the end, once what they are to be partitions of is there.
    pub(super) attached: Vec<Change>,
}

/// Takes those partitions out of their tables that the other model has as tables of their own.
pub(super) fn standing_alone<'a>(before: Cow<'a, SchemaModel>, after: &'a SchemaModel) -> StandingAlone<'a> {
    let (mut from, mut to) = (moved(&before, after), moved(after, &before));
    // Beside a default partition PostgreSQL locks that too: it goes first, and comes last.
    from.sort_by_key(|moved| !moved.is_default);
    to.sort_by_key(|moved| moved.is_default);
    let mut alone = StandingAlone { before, after: Cow::Borrowed(after), detached: Vec::new(), attached: Vec::new() };
    for moved in from {
        let detached = take(alone.before.to_mut(), moved);
        let change = detached.map(|(table, of, name, bound)| Change::DetachPartition(table, of, name, bound));
        alone.detached.extend(change);
    }
    for moved in to {
        let attached = take(alone.after.to_mut(), moved);
        let change = attached.map(|(table, of, name, bound)| Change::AttachPartition(table, of, name, bound));
        alone.attached.extend(change);
    }
    alone
}

/// A partition of one model that the other has as a table of its own.
struct Moved {
    table: QualifiedName,
    of: QualifiedName,
    name: QualifiedName,
    is_default: bool,
    /// What it is without the table that it is a partition of.
    alone: Table,
}

fn moved(model: &SchemaModel, other: &SchemaModel) -> Vec<Moved> {
    let divided = model.tables.iter().filter(|(_, table)| table.partitioning.is_some());
    let all =
        divided.flat_map(|(name, table)| table.partitions(name).into_iter().map(move |placed| (name, table, placed)));
    let moved =
        all.filter(|(.., placed)| other.tables.contains_key(placed.name)).filter_map(|(name, table, placed)| {
            let (of, partition) = (placed.of.clone(), placed.name.clone());
            let is_default = placed.partition.is_default();
            Some(Moved { table: name.clone(), of, name: partition, is_default, alone: alone(name, table, &placed)? })
        });
    moved.collect()
}

/// What a partition is by itself: it has the columns, constraints and indexes of its table, but no comments on them, none
/// of its triggers, and no identity column. Nothing where PostgreSQL gives something of it a name that is not known.
fn alone(name: &QualifiedName, table: &Table, placed: &PlacedPartition<'_>) -> Option<Table> {
    let names = names_of_parts(name, table, placed.name);
    let column = |column: &Column| Column { identity: None, comment: None, ..column.clone() };
    let constraint = |(name, constraint): (&Ident, &Constraint)| {
        let part = match constraint {
            Constraint::PrimaryKey(_) | Constraint::Unique(_) => names.get(name)?.clone(),
            Constraint::ForeignKey(_) | Constraint::Check(_) => name.clone(),
            Constraint::Exclusion(_) => return None,
        };
        Some((part, constraint.without_comment()))
    };
    let index = |(name, index): (&Ident, &Index)| Some((names.get(name)?.clone(), index.without_comment()));
    Some(Table {
        comment: placed.partition.comment.clone(),
        unlogged: placed.partition.unlogged,
        options: placed.partition.options.clone(),
        columns: table.columns.iter().map(column).collect(),
        constraints: table.constraints.iter().map(constraint).collect::<Option<BTreeMap<_, _>>>()?,
        indexes: table.indexes.iter().map(index).collect::<Option<BTreeMap<_, _>>>()?,
        partitioning: placed.partition.partitioning.clone(),
        ..Table::default()
    })
}

/// Makes a table of a partition; returns where it was one, and its bound. One below it goes with it.
fn take(
    model: &mut SchemaModel,
    Moved { table, of, name, alone, .. }: Moved,
) -> Option<(QualifiedName, QualifiedName, QualifiedName, String)> {
    let partition = model.tables.get_mut(&table)?.partitioning.as_mut()?.take(&name)?;
    model.tables.insert(name.clone(), alone);
    Some((table, of, name, partition.bound))
}
