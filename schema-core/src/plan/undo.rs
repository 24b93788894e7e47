//! What brings back what a step took away: online forms again.

use std::sync::Arc;

use super::proof::{key_index, not_null_proof};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, Index, Key, ObjectName};
use crate::sql::{
    AddCheckNotValid, AddForeignKeyNotValid, AddKeyUsingIndex, Comment, CreateIndexConcurrently, DropConstraint,
    KeyKind, SetNotNull, Statement, ValidateConstraint,
};

/// Adds a constraint again.
pub(super) fn add_constraint(table: &QualifiedName, name: &Ident, constraint: &Constraint) -> Vec<Statement> {
    let mut statements: Vec<Statement> = match constraint {
        Constraint::ForeignKey(foreign_key) => {
            let foreign_key = Arc::new(foreign_key.clone());
            let (table, name) = (table.clone(), name.clone());
            let validate = Some(Arc::clone(&foreign_key));
            vec![
                AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key }.into(),
                ValidateConstraint { table, name, foreign_key: validate }.into(),
            ]
        }
        Constraint::Check(check) => vec![
            AddCheckNotValid { table: table.clone(), name: name.clone(), check: check.clone() }.into(),
            ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key: None }.into(),
        ],
        Constraint::PrimaryKey(key) => add_key(table, name, key, KeyKind::PrimaryKey),
        Constraint::Unique(key) => add_key(table, name, key, KeyKind::Unique),
    };
    let object = ObjectName::Constraint(table.clone(), name.clone());
    statements.extend(comment(table, object, constraint.comment()));
    statements
}

fn add_key(table: &QualifiedName, name: &Ident, key: &Key, kind: KeyKind) -> Vec<Statement> {
    vec![
        CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: key_index(key) }.into(),
        AddKeyUsingIndex { table: table.clone(), name: name.clone(), index: name.clone(), kind }.into(),
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

fn comment(table: &QualifiedName, object: ObjectName, comment: Option<&str>) -> Option<Statement> {
    let comment = comment?.to_owned();
    Some(Comment { table: table.clone(), comments: vec![(object, Some(comment))] }.into())
}
