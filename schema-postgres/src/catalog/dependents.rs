//! What is no object of the model and hangs on one: views, rules, policies, publications, statistics, replica identities,
//! clustered indexes, comments on indexes behind constraints and on those of partitions, aggregates, operators, and what belongs to tables that the model does not hold.
//! PostgreSQL refuses to drop or alter what they hang on, or drops them with it.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Dependent, DependsOn, RoutineName, SchemaModel};
use schema_core::plan::Plan;
use schema_core::sql::{Replaces, Statement};

use super::CatalogError;
use super::followed_partitions::FollowedPartitions;
use super::rows::Results;

/// A step of a plan that something unmanaged stands in the way of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindered {
    /// What the step does.
    pub step: String,
    /// What stands in its way.
    pub by: Dependent,
}

/// Returns what stands in the way of a plan's steps, each thing once, in the order of the steps.
pub fn hindered(plan: &Plan, before: &SchemaModel, dependents: &[Dependent]) -> Vec<Hindered> {
    let mut dependents = dependents.to_vec();
    let mut partitions = FollowedPartitions::of(before);
    let mut found: Vec<Hindered> = Vec::new();
    for step in &plan.steps {
        for dependent in &mut dependents {
            rename(&step.statement, &partitions, dependent);
        }
        partitions.follow(&step.statement);
        for by in dependents.iter().filter(|dependent| hinders(&step.statement, &partitions, dependent)) {
            if !found.iter().any(|other| other.by == *by) {
                found.push(Hindered { step: step.statement.title(), by: by.clone() });
            }
        }
        if let Statement::DropTable(drop) = &step.statement {
            dependents.retain(|dependent| !is_of(&partitions, dependent, &drop.name));
        }
    }
    found
}

/// What belongs to a table, or to a partition of it, goes with it.
fn is_of(partitions: &FollowedPartitions, dependent: &Dependent, table: &QualifiedName) -> bool {
    dependent.own.as_ref().is_some_and(|own| partitions.is_of(own, table))
}

fn hinders(statement: &Statement, partitions: &FollowedPartitions, dependent: &Dependent) -> bool {
    use DependsOn::{Constraint, Relation, Routine, Type};
    let kind = dependent.kind.as_str();
    let is_column = |table: &QualifiedName, column: &Ident| matches!(&dependent.on, Relation(on, Some(it)) if it == column && partitions.is_of(on, table));
    let is_relation = |name: &QualifiedName| matches!(&dependent.on, Relation(on, None) if on == name);
    let is_type = |name: &QualifiedName| matches!(&dependent.on, Type(on) if on == name);
    // PostgreSQL leaves no space between the types of arguments.
    let is_routine = |name: &RoutineName| matches!(&dependent.on, Routine(on) if on.replace(", ", ",") == name.to_string().replace(", ", ","));
    // The index behind a key has the name of the constraint.
    let is_constraint = |table: &QualifiedName, name: &Ident| {
        matches!(&dependent.on, Constraint(on, it) if on == table && it == name) || is_relation(&table.sibling(name))
    };
    match statement {
        Statement::DropTable(drop) => {
            let hangs = match &dependent.on {
                Relation(on, _) | Constraint(on, _) | Type(on) => partitions.is_of(on, &drop.name),
                Routine(_) => false,
            };
            hangs && !is_of(partitions, dependent, &drop.name)
        }
        Statement::DropColumn(drop) => is_column(&drop.table, &drop.column),
        Statement::ReplaceColumn(replace) => is_column(&replace.table, &replace.column.name),
        // Statistics, keys, and the list of columns of a publication, take the new type.
        Statement::AlterColumnType(alter) => {
            alter.columns.iter().any(|one| is_column(&alter.table, &one.column))
                && !matches!(
                    kind,
                    "statistics" | "publication" | "temporal key" | "temporal primary key" | "foreign key"
                )
        }
        Statement::DropNotNull(drop) => kind == "temporal primary key" && is_column(&drop.table, &drop.column),
        // A typed table has the columns of its type; one with a column of the type has values of it.
        Statement::AlterAttributeType(alter) => {
            is_column(&alter.name, &alter.attribute.name)
                || is_type(&alter.name) && matches!(kind, "typed table" | "table")
        }
        Statement::AlterCompositeType(alter) => {
            !alter.adds && is_column(&alter.name, &alter.attribute.name)
                || is_type(&alter.name) && kind == "typed table"
        }
        Statement::RenameAttribute(rename) => is_type(&rename.name) && kind == "typed table",
        Statement::DropConstraint(drop) => is_constraint(&drop.table, &drop.name),
        Statement::ReplacePrimaryKey(replace) => is_constraint(&replace.table, &replace.from),
        Statement::DropIndexConcurrently(drop) => is_relation(&drop.table.sibling(&drop.name)),
        Statement::DropPartitionedIndex(drop) => is_relation(&drop.table.sibling(&drop.name)),
        Statement::DropSequence(drop) => is_relation(&drop.name),
        Statement::DropType(drop) => {
            is_type(&drop.name) || matches!(&dependent.on, Relation(on, _) if *on == drop.name)
        }
        Statement::DropRoutine(drop) => is_routine(&drop.name),
        Statement::CreateRoutine(create) if create.replaces == Replaces::Signature => is_routine(&create.name),
        _ => false,
    }
}

/// What hangs on an object that is renamed hangs on it under its new name.
fn rename(statement: &Statement, partitions: &FollowedPartitions, dependent: &mut Dependent) {
    use DependsOn::{Constraint, Relation, Type};
    let relation = |name: &mut QualifiedName, from: &QualifiedName, to: &Ident| {
        if name == from {
            *name = from.sibling(to);
        }
    };
    match (statement, &mut dependent.on) {
        (Statement::RenameTable(rename), on) => {
            if let Some(own) = &mut dependent.own {
                relation(own, &rename.from, &rename.to);
            }
            if let Relation(name, _) | Constraint(name, _) | Type(name) = on {
                relation(name, &rename.from, &rename.to);
            }
        }
        // A composite type is a relation as well.
        (Statement::RenameType(rename), Relation(name, _) | Type(name)) => relation(name, &rename.from, &rename.to),
        (Statement::RenameSequence(rename), Relation(name, None)) => relation(name, &rename.from, &rename.to),
        (Statement::RenameColumn(rename), Relation(table, Some(column)))
            if *column == rename.from && partitions.is_of(table, &rename.table) =>
        {
            *column = rename.to.clone();
        }
        (Statement::RenameAttribute(rename), Relation(name, Some(column)))
            if *name == rename.name && *column == rename.from =>
        {
            *column = rename.to.clone();
        }
        (Statement::RenameIndex(rename), Relation(name, None)) => {
            relation(name, &rename.table.sibling(&rename.from), &rename.to);
        }
        (Statement::RenameConstraint(rename), Relation(name, None)) => {
            relation(name, &rename.table.sibling(&rename.from), &rename.to);
        }
        (Statement::RenameConstraint(rename), Constraint(table, name))
            if *table == rename.table && *name == rename.from =>
        {
            *name = rename.to.clone();
        }
        _ => {}
    }
}

/// Takes the rows of the query.
pub(super) fn read(results: &mut Results) -> Result<Vec<Dependent>, CatalogError> {
    let mut dependents = Vec::new();
    for row in results.take() {
        let name = |column: usize| -> Result<QualifiedName, CatalogError> {
            row.text(column)?.parse().map_err(|_| CatalogError::Unknown("the server prints no such name".to_owned()))
        };
        let on = match row.text(3)? {
            "relation" => DependsOn::Relation(name(4)?, row.maybe(5).map(|_| row.ident(5)).transpose()?),
            "constraint" => DependsOn::Constraint(name(4)?, row.ident(5)?),
            "type" => DependsOn::Type(name(4)?),
            _ => DependsOn::Routine(row.text(4)?.to_owned()),
        };
        let own = row.maybe(2).map(|_| name(2)).transpose()?;
        dependents.push(Dependent { kind: row.text(0)?.to_owned(), name: row.text(1)?.to_owned(), own, on });
    }
    dependents.sort();
    Ok(dependents)
}
