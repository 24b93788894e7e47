//! What a partition has of its own, and steps on its table that PostgreSQL would refuse for it, or that would overwrite it.

use std::collections::{BTreeMap, BTreeSet};

use schema_core::diagnostic::Diagnostic;
use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::SchemaModel;
use schema_core::plan::Plan;
use schema_core::sql::{KeyKind, Statement, is_row_trigger};
use schema_postgres::catalog::{FollowedPartitions, Unmanaged};

/// What partitions have of their own: what it is, and its name as the catalog reader writes it.
type Own = (Thing, String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Index,
    Constraint,
    Trigger,
    Default,
}

impl Thing {
    fn of(kind: &str) -> Option<Thing> {
        match kind {
            "index of a partition" => Some(Thing::Index),
            "constraint of a partition" | PRIMARY_KEY => Some(Thing::Constraint),
            "trigger" | STATE_OF_TRIGGER => Some(Thing::Trigger),
            "default of a partition" => Some(Thing::Default),
            _ => None,
        }
    }
}

const PRIMARY_KEY: &str = "primary key of a partition";
/// A trigger that the table has given it, and that fires otherwise there.
const STATE_OF_TRIGGER: &str = "trigger of a partition";

/// Says which steps PostgreSQL would refuse for an index, a constraint or a trigger that a partition has beside its
/// table's, and which would overwrite its default.
pub(super) fn occupied(plan: &Plan, before: &SchemaModel, unmanaged: &[Unmanaged]) -> Vec<Diagnostic> {
    let own = unmanaged.iter().filter_map(|object| Some(((Thing::of(&object.kind)?, object.name.clone()), object)));
    let own: BTreeMap<Own, &Unmanaged> = own.collect();
    let mut partitions = FollowedPartitions::of(before);
    let mut told: BTreeSet<&Own> = BTreeSet::new();
    let mut found = Vec::new();
    for step in plan.steps.iter().filter(|_| !own.is_empty()) {
        partitions.follow(&step.statement);
        let touched = touched(&step.statement, &partitions);
        let primary_keys = primary_keys(&step.statement, &own, &partitions);
        let left = left_behind(&step.statement, &own, &partitions);
        for name in touched.iter().chain(&primary_keys).chain(&left) {
            if let Some((name, object)) = own.get_key_value(name).filter(|(name, _)| told.insert(name)) {
                found.push(of_occupied(&step.statement, name.0, object));
            }
        }
    }
    found
}

fn of_occupied(statement: &Statement, thing: Thing, Unmanaged { kind, name, because }: &Unmanaged) -> Diagnostic {
    let what = format!("cannot {}: there is the {kind} {name}", statement.title());
    let (does, help) = match thing {
        _ if matches!(statement, Statement::DetachPartition(_)) => {
            ("leaves it to the table that the partition becomes", "drop it first")
        }
        Thing::Default => {
            ("would overwrite it", "give the partition the table's first, and what it had anew behind the migration")
        }
        _ if kind == STATE_OF_TRIGGER => (
            "would let it fire as the table's does",
            "give it the table's state first, as by ENABLE TRIGGER, and its own anew behind the migration",
        ),
        _ => ("refuses it", "rename or drop it first"),
    };
    Diagnostic::error("unplannable", what)
        .note(format!("PostgreSQL {does}, and the plan does not hold what is there: {because}"))
        .help(help.to_owned())
}

/// What a partition has of its own, where a statement makes a table of it.
fn left_behind(statement: &Statement, own: &BTreeMap<Own, &Unmanaged>, partitions: &FollowedPartitions) -> Vec<Own> {
    let Statement::DetachPartition(detach) = statement else { return Vec::new() };
    let partition = partitions.first_name(&detach.name);
    let (on, of) = (format!(" ON {partition}"), format!("{partition}."));
    let is_its_own = |(thing, name): &&Own| match thing {
        Thing::Index | Thing::Trigger => name.ends_with(&on),
        Thing::Constraint | Thing::Default => name.starts_with(&of),
    };
    own.keys().filter(|_| detach.is_kept).filter(is_its_own).cloned().collect()
}

/// What a statement makes or changes of a partition.
fn touched(statement: &Statement, partitions: &FollowedPartitions) -> Vec<Own> {
    let index = |table: &QualifiedName, name: &Ident| {
        (Thing::Index, format!("{} ON {}", table.sibling(name), partitions.first_name(table)))
    };
    let constraint =
        |table: &QualifiedName, name: &Ident| (Thing::Constraint, format!("{}.{name}", partitions.first_name(table)));
    // PostgreSQL does to partitions what it does to their table.
    let below = |table: &QualifiedName, thing: Thing, name: &dyn Fn(&QualifiedName) -> String| -> Vec<Own> {
        partitions.below(table).into_iter().map(|partition| (thing, name(partition))).collect()
    };
    let constraints = |table, name: &Ident| below(table, Thing::Constraint, &|partition| format!("{partition}.{name}"));
    let triggers = |table, name: &Ident| below(table, Thing::Trigger, &|partition| format!("{name} ON {partition}"));
    let defaults = |table, column: &Ident| below(table, Thing::Default, &|partition| format!("{partition}.{column}"));
    match statement {
        Statement::CreateIndexConcurrently(create) => vec![index(&create.table, &create.name)],
        Statement::CreatePartitionedIndex(create) => {
            create.parts.iter().map(|part| index(&part.table, &part.name)).collect()
        }
        Statement::AddPartitionedKey(add) => add.parts.iter().map(|part| constraint(&part.table, &part.name)).collect(),
        Statement::AddKeyUsingIndex(add) => vec![constraint(&add.table, &add.name)],
        Statement::AddForeignKeyNotValid(add) => vec![constraint(&add.table, &add.name)],
        Statement::AddCheckNotValid(add) => constraints(&add.table, &add.name),
        Statement::RenameIndex(rename) => vec![index(&rename.table, &rename.to)],
        Statement::RenameConstraint(rename) => {
            let mut names = constraints(&rename.table, &rename.to);
            names.push(constraint(&rename.table, &rename.to));
            names
        }
        Statement::AddTrigger(add) if is_row_trigger(&add.trigger.definition) => triggers(&add.table, &add.name),
        Statement::CreateTrigger(create) => triggers(&create.table, &create.name),
        Statement::SetDefault(set) => defaults(&set.table, &set.column),
        Statement::DropDefault(drop) => defaults(&drop.table, &drop.column),
        Statement::SetSerialDefault(set) => defaults(&set.table, &set.column),
        Statement::SetIdentity(set) if set.drops_default => defaults(&set.table, &set.column),
        Statement::AlterColumnType(alter) => {
            let with_default = alter.columns.iter().filter(|one| one.drops_default || one.default.is_some());
            with_default.flat_map(|one| defaults(&alter.table, &one.column)).collect()
        }
        _ => Vec::new(),
    }
}

/// The primary keys that partitions have, whatever their names, where a statement gives them another one.
fn primary_keys(statement: &Statement, own: &BTreeMap<Own, &Unmanaged>, partitions: &FollowedPartitions) -> Vec<Own> {
    let tables: Vec<&QualifiedName> = match statement {
        Statement::AddPartitionedKey(add) if add.kind == KeyKind::PrimaryKey => {
            add.parts.iter().map(|part| &part.table).collect()
        }
        Statement::AddKeyUsingIndex(add) if add.kind == KeyKind::PrimaryKey => vec![&add.table],
        _ => Vec::new(),
    };
    let prefixes: Vec<String> = tables.into_iter().map(|table| format!("{}.", partitions.first_name(table))).collect();
    let is_theirs = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let keys = own.iter().filter(|(_, object)| object.kind == PRIMARY_KEY && is_theirs(&object.name));
    keys.map(|(name, _)| name.clone()).collect()
}
