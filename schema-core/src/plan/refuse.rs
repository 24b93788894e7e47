//! Changes that are not planned: each with what to do instead.

use std::collections::BTreeSet;

use super::PlanInput;
use super::default::{is_evaluated_once, is_null};
use super::default_timing::default_timing;
use super::helper_name::replacement_name;
use super::proof::not_null_proof;
use crate::diagnostic::Diagnostic;
use crate::diff::Change;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, Constraint, Index, IndexTerm, ObjectName, SchemaModel};

/// The ids of the refusals, for the page that explains them.
pub const RULES: &[&str] = &["data-loss", "unplannable"];

/// A change that is not planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It loses data, and nobody has allowed it.
    DataLoss(ObjectName),
    /// There is no online form of it, or none that this version knows.
    Unplannable {
        /// What cannot be done.
        what: String,
        /// Why not.
        because: String,
        /// What to do instead.
        instead: String,
    },
}

impl Refusal {
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        match self {
            Refusal::DataLoss(object) => {
                let kind = if matches!(object, ObjectName::Table(_)) { "table" } else { "column" };
                Diagnostic::error(
                    "data-loss",
                    format!("{kind} {object} is declared no more, and its data would be lost"),
                )
                .help(format!("if that is meant: --allow-data-loss {}", shell_word(&object.to_string())))
            }
            Refusal::Unplannable { what, because, instead } => {
                Diagnostic::error("unplannable", what).note(because).help(instead)
            }
        }
    }
}

/// A name that holds quotes is to reach the command in one piece.
fn shell_word(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Returns every refusal among the changes.
pub(super) fn refuse(input: &PlanInput<'_>, changes: &[Change]) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> = changes.iter().filter_map(|change| refuse_change(input, change)).collect();
    refusals.extend(names_in_the_way(input.before, input.after, changes));
    refusals
}

fn refuse_change(input: &PlanInput<'_>, change: &Change) -> Option<Refusal> {
    let data_loss = |object: ObjectName| {
        let allowed = input.allow_data_loss.contains(&object.to_string());
        (!allowed).then_some(Refusal::DataLoss(object))
    };
    let unplannable = |what: String, because: &str, instead: String| {
        Some(Refusal::Unplannable { what, because: because.to_owned(), instead })
    };
    match change {
        Change::DropTable(table, _) => data_loss(ObjectName::Table(table.clone())),
        Change::DropColumn(table, column) => data_loss(ObjectName::Column(table.clone(), column.name.clone())),
        Change::AlterColumnType(table, column, from, to) => unplannable(
            format!("{table}.{column} cannot change from {from} to {to}"),
            "PostgreSQL may write every row anew under ACCESS EXCLUSIVE",
            format!("declare a new column of type {to}, copy the values in batches, then drop {column}"),
        ),
        Change::MoveExtension(name) => unplannable(
            format!("extension {name} cannot move to another namespace"),
            "whatever names its objects with their namespace would fail",
            "leave it where it is".to_owned(),
        ),
        Change::AddColumn(table, column) => refuse_column(table, column),
        Change::AddConstraint(table, name, Constraint::PrimaryKey(_))
        | Change::ReplaceConstraint(table, name, _, Constraint::PrimaryKey(_))
            if input.before.tables.get(table).is_some_and(|table| table.primary_key().is_some()) =>
        {
            let old = input.before.tables.get(table)?.primary_key()?;
            unplannable(
                format!("the primary key {} of {table} cannot become {name}", old.0),
                "a table has one primary key: between the old one and the new one it would have none",
                "keep the primary key, and declare the new one as #[unique(...)]".to_owned(),
            )
        }
        Change::DropConstraint(table, name, Constraint::Unique(key) | Constraint::PrimaryKey(key))
            if is_referenced(input.after, table, &key.columns) =>
        {
            unplannable(
                format!("the key {name} of {table} cannot go: foreign keys to its columns may rest on it"),
                "PostgreSQL ties a foreign key to the oldest key of the columns that it refers to, and refuses to drop that with SQLSTATE 2BP01",
                "keep it; or drop the foreign keys in one migration, and add them again in the next".to_owned(),
            )
        }
        Change::ReplaceConstraint(table, name, Constraint::Unique(key), _)
            if [input.before, input.after].iter().any(|model| is_referenced(model, table, &key.columns)) =>
        {
            unplannable(
                format!("the unique constraint {name} of {table} cannot change: foreign keys rest on it"),
                "PostgreSQL refuses to drop it with SQLSTATE 2BP01",
                "declare the new one under another name, move the foreign keys to it, then remove the old one"
                    .to_owned(),
            )
        }
        Change::ReplaceConstraint(table, name, from, to)
            if std::mem::discriminant(from) != std::mem::discriminant(to) =>
        {
            unplannable(
                format!("{name} of {table} cannot become a constraint of another kind"),
                "both would need the name at once",
                "give the new constraint another name".to_owned(),
            )
        }
        Change::DropIndex(table, name, old) | Change::ReplaceIndex(table, name, old, _)
            if unique_columns(old).is_some_and(|columns| {
                [input.before, input.after].iter().any(|model| is_referenced(model, table, &columns))
            }) =>
        {
            unplannable(
                format!("the unique index {name} of {table} cannot go: foreign keys to its columns may rest on it"),
                "PostgreSQL ties a foreign key to the oldest unique index of the columns that it refers to, and refuses to drop that with SQLSTATE 2BP01",
                "keep it; or drop the foreign keys in one migration, and add them again in the next".to_owned(),
            )
        }
        Change::AlterDefault(table, column, from, to) => {
            let check = default_timing(input, table, column, from.as_deref(), to.as_deref()).err()?;
            unplannable(
                format!("the default of {table}.{column} cannot change together with check {check}"),
                "the old check may refuse the new default, or the new check the old one: inserts would fail until the other is changed too",
                "do it in two migrations: first a check that admits both defaults, then the default".to_owned(),
            )
        }
        Change::CreateExtension(..)
        | Change::DropExtension(..)
        | Change::CreateTable(..)
        | Change::SetNotNull(..)
        | Change::DropNotNull(..)
        | Change::AddConstraint(..)
        | Change::DropConstraint(..)
        | Change::ReplaceConstraint(..)
        | Change::AddIndex(..)
        | Change::DropIndex(..)
        | Change::ReplaceIndex(..)
        | Change::AddInvariant(..)
        | Change::DropInvariant(..)
        | Change::ReplaceInvariant(..)
        | Change::AlterComment(..) => None,
    }
}

fn refuse_column(table: &QualifiedName, column: &Column) -> Option<Refusal> {
    let has_value = |default: &str| is_evaluated_once(default) && !is_null(default);
    if column.nullable || column.default.as_deref().is_some_and(has_value) {
        return None;
    }
    let because = match &column.default {
        None => "the rows that are there would have no value for it".to_owned(),
        Some(default) if is_null(default) => "the rows that are there would have no value for it".to_owned(),
        Some(default) => {
            format!(
                "PostgreSQL may have to compute {default} for each row, and writes them all anew under ACCESS EXCLUSIVE"
            )
        }
    };
    Some(Refusal::Unplannable {
        what: format!("column {} cannot be added to {table} as NOT NULL at once", column.name),
        because,
        instead: "declare it as Option, or with a constant default; fill it; then declare it without Option".to_owned(),
    })
}

/// The columns that a unique index keeps unique in all rows; nothing for one that a foreign key cannot rest on.
fn unique_columns(index: &Index) -> Option<Vec<Ident>> {
    if !index.unique || index.predicate.is_some() {
        return None;
    }
    let columns = index.keys.iter().map(|key| match &key.term {
        IndexTerm::Column(column) => Some(column.clone()),
        IndexTerm::Expression(_) => None,
    });
    columns.collect()
}

/// Tells whether foreign keys of the model refer to these columns, in whatever order.
fn is_referenced(model: &SchemaModel, table: &QualifiedName, columns: &[Ident]) -> bool {
    let columns: BTreeSet<&Ident> = columns.iter().collect();
    model.tables.values().flat_map(|table| table.foreign_keys()).any(|(_, foreign_key)| {
        foreign_key.references == *table && foreign_key.referenced_columns.iter().collect::<BTreeSet<_>>() == columns
    })
}

/// Names that the migration needs while something else still has them.
fn names_in_the_way(before: &SchemaModel, after: &SchemaModel, changes: &[Change]) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let relations = relation_names(before);
    let mut needs = |table: &QualifiedName, name: &Ident, is_relation: bool| {
        let relation = table.sibling(name);
        let constraint_is_there =
            before.tables.get(table).is_some_and(|table| table.constraints.contains_key(name)) && !is_relation;
        if (is_relation && relations.contains(&relation)) || constraint_is_there {
            refusals.push(Refusal::Unplannable {
                what: format!("{relation} cannot be made: something else has the name until the migration drops it"),
                because: "what is new is made before what is old is dropped".to_owned(),
                instead: "give the new one another name, or do it in two migrations".to_owned(),
            });
        }
    };
    for change in changes {
        match change {
            Change::CreateTable(name, table) => {
                needs(name, &name.name, true);
                for key in table.keys().map(|(key, _)| key).chain(table.indexes.keys()) {
                    needs(name, key, true);
                }
            }
            Change::AddIndex(table, name, _)
            | Change::AddConstraint(table, name, Constraint::Unique(_) | Constraint::PrimaryKey(_)) => {
                needs(table, name, true);
            }
            Change::ReplaceIndex(table, name, ..)
            | Change::ReplaceConstraint(table, name, _, Constraint::Unique(_)) => {
                needs(table, &replacement_name(name), true);
            }
            Change::ReplaceConstraint(table, name, ..) => needs(table, &replacement_name(name), false),
            Change::SetNotNull(table, column) => needs(table, &not_null_proof(table, column).0, false),
            _ => {}
        }
    }
    // What is declared under a helper's name would be in the way as well.
    let declared_relations = relation_names(after);
    for change in changes {
        if let Change::ReplaceConstraint(table, name, ..) | Change::ReplaceIndex(table, name, ..) = change {
            let helper = replacement_name(name);
            let constraints = after.tables.get(table).map(|table| &table.constraints);
            let taken = constraints.is_some_and(|constraints| constraints.contains_key(&helper))
                || declared_relations.contains(&table.sibling(&helper));
            if taken {
                refusals.push(Refusal::Unplannable {
                    what: format!("{name} of {table} cannot be replaced: {helper} is declared too"),
                    because: "the replacement has that name until the old one is dropped".to_owned(),
                    instead: format!("give {helper} another name"),
                });
            }
        }
    }
    refusals
}

fn relation_names(model: &SchemaModel) -> BTreeSet<QualifiedName> {
    let mut names = BTreeSet::new();
    for (name, table) in &model.tables {
        names.insert(name.clone());
        names.extend(table.keys().map(|(key, _)| name.sibling(key)));
        names.extend(table.indexes.keys().map(|index| name.sibling(index)));
    }
    names
}
