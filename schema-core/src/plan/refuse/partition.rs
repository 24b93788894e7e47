//! Changes of partitioned tables that are not planned.

use super::Refusal;
use crate::diff::{Change, row_hint};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, DEFAULT_BOUND, ForeignKey, ObjectName, Partition, Table, Validity};
use crate::plan::PlanInput;
use crate::plan::bound::bound_check;
use crate::plan::divisions::{Divisions, identity_stays_above};
use crate::plan::undo::knows_not_valid_of_partitioned;
use crate::sql::Persistence;

fn unplannable(what: String, because: &str, instead: impl Into<String>) -> Option<Refusal> {
    Some(Refusal::Unplannable { what, because: because.to_owned(), instead: instead.into() })
}

/// Returns why a change of a partitioned table, or of how a table is divided, is not planned.
pub(super) fn refuse(input: &PlanInput<'_>, divisions: &Divisions<'_>, change: &Change) -> Option<Refusal> {
    let partitioned =
        |table: &QualifiedName| input.before.tables.get(table).filter(|table| table.partitioning.is_some());
    match change {
        Change::Repartition(table) => unplannable(
            format!("{table} cannot be divided otherwise"),
            "PostgreSQL decides how a table is divided when it makes it, and has no statement to change that",
            "declare another table, divided as it is to be, and move the rows to it in batches",
        ),
        Change::SetPersistence(partition, Persistence::Unlogged) => {
            let table = divisions.partitioned_table(partition)?;
            // One that goes is gone by then.
            let refers = |other: &Table| other.foreign_keys().any(|(_, key)| key.references == *table);
            let stays = |name: &QualifiedName| input.before.tables.get(name).is_some_and(refers);
            let mut referring = input.after.tables.iter().filter(|(name, other)| refers(other) && stays(name));
            let (referring, _) = referring.next()?;
            unplannable(
                format!("partition {partition} cannot become unlogged: {referring} refers to {table}"),
                "PostgreSQL refuses it with SQLSTATE 42P16 for a table that logged ones refer to, and for its partitions",
                "keep it as it is; or drop the foreign key in one migration, and add it again in the next",
            )
        }
        Change::AlterBound(partition, from, to) => unplannable(
            format!("partition {partition} cannot have other rows: {to} in place of {from}"),
            "PostgreSQL would have to detach it, and its rows would be gone from the table until it is attached again",
            "keep it as it is, and declare further partitions for what it leaves out",
        ),
        Change::DetachPartition(table, _, name, _) => key_in_the_way(input, table, name, true),
        Change::AttachPartition(table, of, name, bound) => {
            let is_allowed = input.allowed.blocking.contains(&name.to_string());
            let is_read = bound_check(input.after, table, of, bound).is_none() && !is_allowed;
            let is_divided = input.after.tables.get(name).is_some_and(|alone| alone.partitioning.is_some());
            if is_divided && input.after.tables.get(table).is_some_and(identity_stays_above) {
                return unplannable(
                    format!(
                        "table {name} cannot become a partition of {of}: {table} has an identity column, and {name} has partitions"
                    ),
                    "PostgreSQL gives identity columns to what is attached, and not to the partitions of that",
                    format!("declare a new partition, divided likewise, and move the rows of {name} to it in batches"),
                );
            }
            key_in_the_way(input, table, name, false).or_else(|| is_read.then(|| Refusal::Blocking {
                what: format!("table {name} cannot become a partition of {of} while it is in use"),
                because: format!(
                    "PostgreSQL reads every row of {name} under ACCESS EXCLUSIVE, for those that belong elsewhere: all its reads and writes wait"
                ),
                instead: "declare a new partition, and move the rows to it in batches".to_owned(),
                object: ObjectName::Table(name.clone()),
            }))
        }
        Change::DropPartition(_, _, name, _) => {
            let object = ObjectName::Table(name.clone());
            let is_allowed = input.allowed.data_loss.contains(&object.to_string());
            (!is_allowed).then_some(Refusal::PartitionLoss(object))
        }
        Change::DropColumn(table, column) if divides(partitioned(table)?, &column.name) => unplannable(
            format!("column {} of {table} cannot go: it decides on the partition of a row", column.name),
            "PostgreSQL refuses it with SQLSTATE 42P16",
            "keep it; or declare another table, divided otherwise, and move the rows to it in batches",
        ),
        Change::AlterColumnType(table, _, column) if divides(partitioned(table)?, &column.name) => unplannable(
            format!("{table}.{} cannot have another type: it decides on the partition of a row", column.name),
            "PostgreSQL refuses it with SQLSTATE 42P16",
            "declare another table, divided by a column of the type, and move the rows to it in batches",
        ),
        // An UPDATE of a partition cannot move its rows, and a trigger cannot either.
        Change::SetNotNull(table, column)
            if row_hint::backfill(input.after, table, column).is_some() && divides(partitioned(table)?, column) =>
        {
            unplannable(
                format!("the rows of {table} cannot get a value for {column}: it decides on the partition of a row"),
                "rows are filled partition by partition, and PostgreSQL lets no such UPDATE move a row to another one",
                "write the rows yourself, with an UPDATE of the table itself, then declare the column NOT NULL without backfill",
            )
        }
        Change::ReplacePrimaryKey(table, ..) => {
            partitioned(table)?;
            unplannable(
                format!("the primary key of the partitioned table {table} cannot be replaced"),
                "PostgreSQL makes no key of a partitioned table from an index that is there, and the rows would be without a key meanwhile",
                "declare a unique constraint with the new columns beside it",
            )
        }
        Change::AlterIdentity(table, _, column) if input.after.postgres.min < 17 => {
            partitioned(table)?;
            identity(table, &column.name)
        }
        Change::AddColumn(table, column) if input.after.postgres.min < 17 => {
            partitioned(table)?;
            column.identity.as_ref()?;
            identity(table, &column.name)
        }
        Change::ReplaceConstraint(table, name, Constraint::ForeignKey(from), Constraint::ForeignKey(to))
            if (from.validity == Validity::NotEnforced) != (to.validity == Validity::NotEnforced) =>
        {
            partitioned(table)?;
            unplannable(
                format!(
                    "foreign key {name} of the partitioned table {table} cannot become NOT ENFORCED, or ENFORCED again"
                ),
                "PostgreSQL has no two foreign keys of a partition that differ in that alone, so the new one cannot stand beside the old one",
                "drop the foreign key in one migration, and add it again in the next",
            )
        }
        Change::ReplaceConstraint(table, name, _, Constraint::Exclusion(_)) => {
            partitioned(table)?;
            unplannable(
                format!(
                    "exclusion constraint {name} of the partitioned table {table} cannot be replaced under its name"
                ),
                "the new one would have another name on the partitions, which ALTER ... RENAME does not reach",
                "give the new one another name",
            )
        }
        Change::AlterIndexOptions(table, name, ..) => {
            partitioned(table)?;
            unplannable(
                format!("the storage parameters of index {name} of the partitioned table {table} cannot change"),
                "PostgreSQL refuses it with SQLSTATE 42809",
                "declare another index with them, under another name",
            )
        }
        Change::AddConstraint(table, name, Constraint::ForeignKey(foreign_key))
            if foreign_key.validity != Validity::Valid && !knows_not_valid_of_partitioned(input) =>
        {
            let is_partitioned = input.after.tables.get(table)?.partitioning.is_some();
            is_partitioned.then(|| not_valid(table, name))
        }
        Change::CreateTable(table, definition) if !knows_not_valid_of_partitioned(input) => {
            definition.partitioning.as_ref()?;
            let mut not_yet = definition.foreign_keys().filter(|(_, key)| key.validity != Validity::Valid);
            not_yet.next().map(|(name, _)| not_valid(table, name))
        }
        _ => None,
    }
}

/// Returns what else is read while all wait where a partition comes or goes: the default partition beside it, and the tables
/// that refer to its table.
pub(super) fn reads_others(
    input: &PlanInput<'_>,
    (divisions_before, divisions): (&Divisions<'_>, &Divisions<'_>),
    change: &Change,
) -> Vec<Refusal> {
    let is_allowed = |table: &QualifiedName| input.allowed.blocking.contains(&table.to_string());
    let (table, of, name, (done, deed)) = match change {
        Change::AddPartition(table, of, name, Partition { bound, .. })
        | Change::AttachPartition(table, of, name, bound) => {
            let default = divisions_before.default_of(table, of).filter(|_| bound != DEFAULT_BOUND);
            let default = default.filter(|default| divisions.default_of(table, of) == Some(default));
            let refusal = |default: &QualifiedName| Refusal::Blocking {
                what: format!(
                    "partition {name} cannot be added beside the default partition {default} while that is in use"
                ),
                because: format!(
                    "PostgreSQL reads every row of {default} under ACCESS EXCLUSIVE, for those that are to be in {name}: all reads and writes wait"
                ),
                instead: format!("empty {default} first, in batches: then PostgreSQL has nothing to read"),
                object: ObjectName::Table(default.clone()),
            };
            return default.filter(|default| !is_allowed(default)).map(refusal).into_iter().collect();
        }
        Change::DropPartition(table, of, name, _) => (table, of, name, ("dropped", "the partition")),
        Change::DetachPartition(table, of, name, _) => (table, of, name, ("detached", "detach the partition")),
        _ => return Vec::new(),
    };
    let referring = divisions.referring_to(table).into_iter().filter(|referring| !is_allowed(referring));
    let refusal = |referring| Refusal::Blocking {
        what: format!("partition {name} of {of} cannot be {done} while {referring} refers to {table}"),
        because: format!(
            "PostgreSQL reads {referring} under ACCESS EXCLUSIVE, for rows that refer to those of {name}: all reads and writes wait"
        ),
        instead: format!("drop the foreign key in one migration, {deed} in the next, then declare the key anew"),
        object: ObjectName::Table(referring),
    };
    referring.map(refusal).collect()
}

/// The foreign key for which a partition cannot become a table, or a table a partition, in the same migration.
fn key_in_the_way(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    name: &QualifiedName,
    is_detached: bool,
) -> Option<Refusal> {
    let what = match is_detached {
        true => format!("partition {name} of {table} cannot become a table of its own"),
        false => format!("table {name} cannot become a partition of {table}"),
    };
    let (model, other) = if is_detached { (input.before, input.after) } else { (input.after, input.before) };
    let divided = model.tables.get(table)?;
    let divided_parent = divided.foreign_keys().find(|(_, key)| {
        let parent = model.tables.get(&key.references);
        key.references != *table && parent.is_some_and(|parent| parent.partitioning.is_some())
    });
    if let Some((key, of)) = divided_parent.filter(|_| !knows_not_valid_of_partitioned(input)) {
        return unplannable(
            format!("{what}: its foreign key {key} refers to the partitioned table {}", of.references),
            "before 18 PostgreSQL gives names of its own to what is left of such a key",
            "drop the foreign key in one migration, and add it again behind the next",
        );
    }
    let mut all = model.tables.iter().flat_map(|(child, of)| of.foreign_keys().map(move |(key, is)| (child, key, is)));
    let is_same = |child: &QualifiedName, key: &Ident, is: &ForeignKey| {
        let there = other.tables.get(child).and_then(|table| table.constraints.get(key));
        matches!(there, Some(Constraint::ForeignKey(there)) if there == is)
    };
    let (child, key, _) = all.find(|(child, key, is)| {
        is.references == *table && (*child == table || *child == name || !is_same(child, key, is))
    })?;
    let because = match is_detached {
        true => {
            "rows that refer to those of the partition keep PostgreSQL from detaching it, and such a foreign key goes, or changes, behind that"
        }
        false => "the foreign key would be proven before the rows that it refers to are there",
    };
    unplannable(
        format!("{what} while foreign key {key} of {child} refers to {table}"),
        because,
        "do it in migrations of their own: first without the foreign key, then with it",
    )
}

fn divides(table: &Table, column: &Ident) -> bool {
    let levels = table.partitioning.iter().flat_map(|partitioning| partitioning.levels());
    levels.into_iter().any(|by| by.columns().any(|of| of == column))
}

fn identity(table: &QualifiedName, column: &Ident) -> Option<Refusal> {
    unplannable(
        format!("the identity column {column} of the partitioned table {table} cannot come, go or change"),
        "PostgreSQL changes no identity column of a table that has partitions before version 17",
        "keep it as it is; or plan for 17 and later alone",
    )
}

fn not_valid(table: &QualifiedName, name: &Ident) -> Refusal {
    Refusal::Unplannable {
        what: format!("{name} of the partitioned table {table} cannot be NOT VALID"),
        because: "PostgreSQL has that from 18 on, and the migration is to run on older majors too".to_owned(),
        instead: "plan for 18 alone, or have the foreign key valid".to_owned(),
    }
}
