//! Everything that a catalog says of a schema once it is there, object by object.

use super::index_shape::IndexShape;
use super::trigger_function;
use super::{ObjectFact, Postcondition, definition::constraint_catalog_text, literal, push};
use crate::ident::QualifiedName;
use crate::model::{Constraint, PlacedPartition, SchemaModel, Table};

/// What a fact is about. The order is that of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// An extension is installed.
    Extension,
    /// A table is there.
    Table,
    /// A column is there, with its type and NOT NULL as declared.
    Column,
    /// A primary key or a unique constraint is there, of these columns.
    Key,
    /// A foreign key is there as declared, validated, and its triggers are enabled.
    ForeignKey,
    /// A CHECK of this name is there, and validated. Its text is not compared: PostgreSQL prints its own.
    Check,
    /// An index that backs no constraint is there, valid, and has this shape.
    Index,
    /// A unique index with a predicate is there, valid, and has this shape.
    PartialUniqueIndex,
    /// An exclusion constraint of this name is there.
    Exclusion,
    /// An invariant's function and enabled trigger are there.
    Invariant,
}

impl FactKind {
    /// Every kind, in the order of the report.
    pub const ALL: [FactKind; 10] = [
        FactKind::Extension,
        FactKind::Table,
        FactKind::Column,
        FactKind::Key,
        FactKind::ForeignKey,
        FactKind::Check,
        FactKind::Index,
        FactKind::PartialUniqueIndex,
        FactKind::Exclusion,
        FactKind::Invariant,
    ];
}

/// One fact about a declared object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// The object: `public.users.email`.
    pub subject: String,
    /// What must hold, all of it.
    pub holds: Vec<Postcondition>,
}

/// Returns the facts that hold where the schema is as declared, by table and name.
pub fn facts(model: &SchemaModel) -> Vec<Fact> {
    let mut facts = Vec::new();
    for name in model.extensions.keys() {
        let holds = vec![Postcondition::Extension { name: name.clone(), exists: true }];
        facts.push(Fact { kind: FactKind::Extension, subject: name.to_string(), holds });
    }
    for (name, table) in &model.tables {
        let holds = vec![
            Postcondition::Table { name: name.clone(), exists: true },
            Postcondition::Persistence { table: name.clone(), unlogged: table.unlogged },
            Postcondition::StorageParameters { relation: name.clone(), options: table.options.clone() },
        ];
        facts.push(Fact { kind: FactKind::Table, subject: name.to_string(), holds });
        for PlacedPartition { of, name, partition } in table.partitions(name) {
            let holds = vec![
                ObjectFact::Partition { name: name.clone(), of: of.clone(), exists: true }.into(),
                Postcondition::Persistence { table: name.clone(), unlogged: partition.unlogged },
                Postcondition::StorageParameters { relation: name.clone(), options: partition.options.clone() },
            ];
            facts.push(Fact { kind: FactKind::Table, subject: name.to_string(), holds });
        }
        columns(name, table, &mut facts);
        constraints(name, table, &mut facts);
        indexes(name, table, &mut facts);
        invariants(name, table, &mut facts);
    }
    facts
}

fn columns(name: &QualifiedName, table: &Table, facts: &mut Vec<Fact>) {
    for column in &table.columns {
        let (table, pg_type) = (name.clone(), column.pg_type.clone());
        let not_null = !column.nullable || column.not_valid.is_some();
        let not_null =
            // From 18 on the catalog says so of one that is not valid too.
            Postcondition::NotNull { table: table.clone(), column: column.name.clone(), not_null };
        let has_type = Postcondition::ColumnType { table, name: column.name.clone(), pg_type };
        let subject = format!("{name}.{}", column.name);
        facts.push(Fact { kind: FactKind::Column, subject, holds: vec![has_type, not_null] });
    }
}

fn constraints(table: &QualifiedName, of: &Table, facts: &mut Vec<Fact>) {
    for (name, constraint) in &of.constraints {
        let (kind, contype) = match constraint {
            Constraint::PrimaryKey(_) => (FactKind::Key, 'p'),
            Constraint::Unique(_) => (FactKind::Key, 'u'),
            Constraint::ForeignKey(_) => (FactKind::ForeignKey, 'f'),
            Constraint::Check(_) => (FactKind::Check, 'c'),
            Constraint::Exclusion(_) => (FactKind::Exclusion, 'x'),
        };
        let definition = constraint_catalog_text(constraint);
        let validated = constraint.validity().is_valid();
        let (table, name) = (table.clone(), name.clone());
        let subject = format!("{name} of {table}");
        let mut holds = Vec::new();
        if kind == FactKind::ForeignKey {
            holds.push(Postcondition::ForeignKeyEnabled { table: table.clone(), name: name.clone() });
        }
        if let Some(options) = constraint.index_options() {
            let (relation, options) = (table.sibling(&name), options.clone());
            holds.push(Postcondition::StorageParameters { relation, options });
        }
        holds.push(Postcondition::ConstraintExists { table, name, contype, validated, definition });
        facts.push(Fact { kind, subject, holds });
    }
}

fn indexes(table: &QualifiedName, of: &Table, facts: &mut Vec<Fact>) {
    for (name, index) in &of.indexes {
        let is_partial_unique = index.unique && index.predicate.is_some();
        let kind = if is_partial_unique { FactKind::PartialUniqueIndex } else { FactKind::Index };
        let (table, name) = (table.clone(), name.clone());
        let subject = table.sibling(&name).to_string();
        let shape = Postcondition::IndexShape {
            table: table.clone(),
            name: name.clone(),
            shape: Box::new(IndexShape::of(index)),
        };
        let (relation, options) = (table.sibling(&name), index.options.clone());
        let parameters = Postcondition::StorageParameters { relation, options };
        facts.push(Fact { kind, subject, holds: vec![Postcondition::IndexValid { table, name }, shape, parameters] });
    }
}

fn invariants(table: &QualifiedName, of: &Table, facts: &mut Vec<Fact>) {
    for (name, invariant) in &of.invariants {
        let is = Some(trigger_function::facts(table, invariant));
        let function = Postcondition::Function { name: table.sibling(name), is };
        let events = Some(trigger_function::events(invariant).1);
        let trigger = Postcondition::Trigger { table: table.clone(), name: name.clone(), events };
        let subject = format!("{name} of {table}");
        facts.push(Fact { kind: FactKind::Invariant, subject, holds: vec![function, trigger] });
    }
}

/// Writes a query that yields the subject of each fact that does not hold. The search_path must be empty.
pub fn facts_amiss<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> String {
    let mut sql = String::from("SELECT subject FROM (VALUES (NULL::text, true)");
    for fact in facts {
        let holds: Vec<String> = fact.holds.iter().map(|fact| format!("({})", fact.sql())).collect();
        push!(sql, ",\n    ({}, {})", literal(&fact.subject), holds.join(" AND "));
    }
    sql + "\n) AS facts (subject, holds) WHERE holds IS NOT TRUE"
}
