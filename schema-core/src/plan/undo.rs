//! What brings back what a step took away: online forms again.

use std::sync::Arc;

use super::helper_name::replacement_name;
use super::proof::{key_index, not_null_proof};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, ForeignKey, Index, Key, ObjectName, Validity};
use crate::sql::{
    AddCheckNotValid, AddExclusion, AddForeignKeyNotValid, AddKeyUsingIndex, Comment, CreateIndexConcurrently,
    DropConstraint, KeyKind, RenameConstraint, SetNotNull, Statement, ValidateConstraint,
};

/// Adds a constraint again.
pub(super) fn add_constraint(table: &QualifiedName, name: &Ident, constraint: &Constraint) -> Vec<Statement> {
    let mut statements: Vec<Statement> = match constraint {
        Constraint::ForeignKey(foreign_key) => {
            let foreign_key = Arc::new(foreign_key.clone());
            vec![AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key }.into()]
        }
        Constraint::Check(check) => {
            vec![AddCheckNotValid { table: table.clone(), name: name.clone(), check: check.clone() }.into()]
        }
        Constraint::Exclusion(exclusion) => {
            vec![AddExclusion { table: table.clone(), name: name.clone(), exclusion: exclusion.clone() }.into()]
        }
        Constraint::PrimaryKey(key) => add_key(table, name, key, KeyKind::PrimaryKey),
        Constraint::Unique(key) => add_key(table, name, key, KeyKind::Unique),
    };
    if let Constraint::ForeignKey(_) | Constraint::Check(_) = constraint
        && constraint.validity().is_valid()
    {
        let foreign_key = foreign_key_of(constraint);
        statements.push(ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key }.into());
    }
    let object = ObjectName::Constraint(table.clone(), name.clone());
    statements.extend(comment(table, object, constraint.comment()));
    statements
}

/// Takes back that a constraint is valid: PostgreSQL has no word for that, so one that is not valid takes its place.
pub(super) fn invalidate(table: &QualifiedName, name: &Ident, valid: &Constraint) -> Vec<Statement> {
    let helper = replacement_name(name);
    let mut statements = add_constraint(table, &helper, &valid.with_validity(Validity::NotValid));
    let references = match valid {
        Constraint::ForeignKey(foreign_key) => Some(foreign_key.references.clone()),
        _ => None,
    };
    statements.push(DropConstraint { table: table.clone(), name: name.clone(), references }.into());
    statements.push(RenameConstraint { table: table.clone(), from: helper, to: name.clone() }.into());
    statements
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
pub(super) fn create_index(table: &QualifiedName, name: &Ident, index: &Index) -> Vec<Statement> {
    let mut statements: Vec<Statement> =
        vec![CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: index.clone() }.into()];
    let object = ObjectName::Index(table.clone(), name.clone());
    statements.extend(comment(table, object, index.comment.as_deref()));
    statements
}

/// Makes a column NOT NULL again, by way of a proof.
pub(super) fn set_not_null(table: &QualifiedName, column: &Ident) -> Vec<Statement> {
    let (name, check) = not_null_proof(table, column);
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
