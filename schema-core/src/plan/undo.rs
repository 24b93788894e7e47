//! What brings back what a step took away: online forms again.

use std::sync::Arc;

use super::PlanInput;
use super::helper_name::replacement_name;
use super::part::{Label, parts};
use super::proof::{key_index, not_null_proof};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, ForeignKey, Index, Key, ObjectName, SchemaModel, Table, Validity};
use crate::sql::{
    AddCheckNotValid, AddExclusion, AddForeignKeyNotValid, AddKeyUsingIndex, AddPartitionedForeignKey,
    AddPartitionedKey, Comment, CreateIndexConcurrently, CreatePartitionedIndex, DropConstraint, ForeignKeyParts,
    KeyKind, RenameConstraint, SetNotNull, Statement, ValidateConstraint,
};

/// Adds a constraint again.
pub(super) fn add_constraint(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    name: &Ident,
    constraint: &Constraint,
) -> Vec<Statement> {
    let partitioned = input.before.tables.get(table).filter(|table| table.partitioning.is_some());
    let mut statements: Vec<Statement> = match (constraint, partitioned) {
        (Constraint::ForeignKey(foreign_key), Some(of)) if !knows_not_valid_of_partitioned(input) => {
            add_foreign_key_by_parts(input, table, of, name, foreign_key)
        }
        (Constraint::PrimaryKey(key), Some(of)) => add_partitioned_key(table, of, name, key, KeyKind::PrimaryKey),
        (Constraint::Unique(key), Some(of)) => add_partitioned_key(table, of, name, key, KeyKind::Unique),
        (Constraint::ForeignKey(foreign_key), _) => {
            let foreign_key = Arc::new(foreign_key.clone());
            let add = AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key };
            with_proof(add, table, name, constraint)
        }
        (Constraint::Check(check), _) => {
            let add = AddCheckNotValid { table: table.clone(), name: name.clone(), check: check.clone() };
            with_proof(add, table, name, constraint)
        }
        (Constraint::Exclusion(exclusion), _) => {
            vec![AddExclusion { table: table.clone(), name: name.clone(), exclusion: exclusion.clone() }.into()]
        }
        (Constraint::PrimaryKey(key), None) => add_key(table, name, key, KeyKind::PrimaryKey),
        (Constraint::Unique(key), None) => add_key(table, name, key, KeyKind::Unique),
    };
    let object = ObjectName::Constraint(table.clone(), name.clone());
    statements.extend(comment(table, object, constraint.comment()));
    statements
}

fn with_proof(
    add: impl Into<Statement>,
    table: &QualifiedName,
    name: &Ident,
    constraint: &Constraint,
) -> Vec<Statement> {
    let mut statements = vec![add.into()];
    if constraint.validity().is_valid() {
        let foreign_key = foreign_key_of(constraint);
        statements.push(ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key }.into());
    }
    statements
}

/// Tells whether every major has NOT VALID for foreign keys of partitioned tables.
pub(super) fn knows_not_valid_of_partitioned(input: &PlanInput<'_>) -> bool {
    input.after.postgres.min >= 18
}

/// The foreign key of a partition that is to become a part of its table's.
pub(super) fn foreign_key_of_part(
    partition: &QualifiedName,
    name: &Ident,
    foreign_key: &Arc<ForeignKey>,
) -> (AddForeignKeyNotValid, ValidateConstraint) {
    let (table, name) = (partition.clone(), name.clone());
    let add = AddForeignKeyNotValid { table, name, foreign_key: Arc::clone(foreign_key) };
    let (table, name, foreign_key) = (add.table.clone(), add.name.clone(), Some(Arc::clone(foreign_key)));
    (add, ValidateConstraint { table, name, foreign_key })
}

/// The foreign keys of partitions that become parts of their table's.
pub(super) fn adopted<'a>(
    input: &PlanInput<'_>,
    holders: impl IntoIterator<Item = &'a QualifiedName>,
    foreign_key: &ForeignKey,
) -> ForeignKeyParts {
    let mut holders = holders.into_iter().peekable();
    if holders.peek().is_none() {
        return ForeignKeyParts::New;
    }
    let mut models = [input.before, input.after].into_iter();
    let referenced = models.find_map(|model| model.tables.get(&foreign_key.references));
    let is_partitioned = referenced.is_some_and(|table| table.partitioning.is_some());
    ForeignKeyParts::Adopted(holders.filter(|_| is_partitioned).cloned().collect())
}

fn add_foreign_key_by_parts(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    of: &Table,
    name: &Ident,
    foreign_key: &ForeignKey,
) -> Vec<Statement> {
    let foreign_key = Arc::new(foreign_key.clone());
    let adopted = adopted(input, of.row_holders(table), &foreign_key);
    let parts = of.row_holders(table).into_iter().flat_map(|holder| {
        let (add, validate) = foreign_key_of_part(holder, name, &foreign_key);
        [add.into(), validate.into()]
    });
    let mut statements: Vec<Statement> = parts.collect();
    let (table, name, parts) = (table.clone(), name.clone(), adopted);
    statements.push(AddPartitionedForeignKey { table, name, foreign_key, parts }.into());
    statements
}

fn add_partitioned_key(table: &QualifiedName, of: &Table, name: &Ident, key: &Key, kind: KeyKind) -> Vec<Statement> {
    let label = if kind == KeyKind::PrimaryKey { Label::PrimaryKey } else { Label::Unique };
    let parts = parts(table, of, name, &key_index(key), label);
    let leaves = parts.iter().filter(|part| !part.is_divided);
    let mut statements: Vec<Statement> = leaves.flat_map(|part| add_key(&part.table, &part.name, key, kind)).collect();
    let (table, name, key) = (table.clone(), name.clone(), key.clone());
    statements.push(AddPartitionedKey { table, name, kind, key, parts }.into());
    statements
}

/// Takes back that a constraint is valid: PostgreSQL has no word for that, so one that is not valid takes its place.
pub(super) fn invalidate(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    name: &Ident,
    valid: &Constraint,
) -> Vec<Statement> {
    let helper = replacement_name(name);
    let mut statements = add_constraint(input, table, &helper, &valid.with_validity(Validity::NotValid));
    let references = match valid {
        Constraint::ForeignKey(foreign_key) => Some(foreign_key.references.clone()),
        _ => None,
    };
    let is_check = references.is_none();
    statements.push(DropConstraint { table: table.clone(), name: name.clone(), references }.into());
    let rename = |table: &QualifiedName| RenameConstraint {
        table: table.clone(),
        from: helper.clone(),
        to: name.clone(),
        is_check,
    };
    statements.push(rename(table).into());
    if !is_check {
        statements.extend(partitions_of(input, table).map(|partition| rename(partition).into()));
    }
    statements
}

/// The partitions that a table has while a plan changes its constraints. PostgreSQL renames the foreign key of the table
/// alone, but it is those of the partitions that errors name.
pub(super) fn partitions_of<'a>(
    input: &PlanInput<'a>,
    table: &'a QualifiedName,
) -> impl Iterator<Item = &'a QualifiedName> {
    let of = input.before.tables.get(table);
    of.into_iter().flat_map(|of| of.partitions(table)).map(|placed| placed.name)
}

/// The foreign key that a constraint is; nothing for another one.
pub(super) fn foreign_key_of(constraint: &Constraint) -> Option<Arc<ForeignKey>> {
    match constraint {
        Constraint::ForeignKey(foreign_key) => Some(Arc::new(foreign_key.clone())),
        _ => None,
    }
}

fn add_key(table: &QualifiedName, name: &Ident, key: &Key, kind: KeyKind) -> Vec<Statement> {
    vec![
        CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: key_index(key) }.into(),
        AddKeyUsingIndex { table: table.clone(), name: name.clone(), index: name.clone(), kind, key: key.clone() }
            .into(),
    ]
}

/// Builds an index again.
pub(super) fn create_index(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    name: &Ident,
    index: &Index,
) -> Vec<Statement> {
    let build = |table: &QualifiedName, name: &Ident| CreateIndexConcurrently {
        table: table.clone(),
        name: name.clone(),
        index: index.clone(),
    };
    let mut statements: Vec<Statement> = match input.before.tables.get(table) {
        Some(of) if of.partitioning.is_some() => {
            let parts = parts(table, of, name, index, Label::Index);
            let leaves = parts.iter().filter(|part| !part.is_divided);
            let mut statements: Vec<Statement> = leaves.map(|part| build(&part.table, &part.name).into()).collect();
            let (table, name, index) = (table.clone(), name.clone(), index.clone());
            statements.push(CreatePartitionedIndex { table, name, index, parts }.into());
            statements
        }
        _ => vec![build(table, name).into()],
    };
    let object = ObjectName::Index(table.clone(), name.clone());
    statements.extend(comment(table, object, index.comment.as_deref()));
    statements
}

/// Makes a column NOT NULL again, by way of a proof.
pub(super) fn set_not_null(model: &SchemaModel, table: &QualifiedName, column: &Ident) -> Vec<Statement> {
    let (name, check) = not_null_proof(model, table, column);
    vec![
        AddCheckNotValid { table: table.clone(), name: name.clone(), check }.into(),
        ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key: None }.into(),
        SetNotNull { table: table.clone(), column: column.clone() }.into(),
        DropConstraint { table: table.clone(), name, references: None }.into(),
    ]
}

pub(super) fn comment(table: &QualifiedName, object: ObjectName, comment: Option<&str>) -> Option<Statement> {
    let comment = comment?.to_owned();
    Some(Comment { table: table.clone(), comments: vec![(object, Some(comment))] }.into())
}
