//! What the model says of a table's columns.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Constraint, Expression, Index, IndexTerm, Table};
use schema_core::types::PgType;

use super::Subject;

/// The conditions of a table's CHECK constraints by name.
pub(super) fn checks(table: &Table) -> impl Iterator<Item = (&Ident, &Expression)> {
    table.constraints.iter().filter_map(|(name, constraint)| match constraint {
        Constraint::Check(check) => Some((name, &check.expression)),
        _ => None,
    })
}

/// The columns that are unique together: keys, and unique indexes with their predicates.
pub(super) fn unique_sets(table: &Table) -> Vec<(Vec<Ident>, Option<&Expression>)> {
    let keys = table.keys().map(|(_, key)| (key.columns.clone(), None));
    let unique = table.indexes.values().filter(|index| index.unique);
    keys.chain(unique.map(|index| (key_columns(index), index.predicate.as_ref()))).collect()
}

/// The columns that an index's keys rest on.
pub(super) fn key_columns(index: &Index) -> Vec<Ident> {
    let terms = index.keys.iter().flat_map(|key| match &key.term {
        IndexTerm::Column(column) => std::slice::from_ref(column),
        IndexTerm::Expression(expression) => &expression.columns,
    });
    let mut columns: Vec<Ident> = Vec::new();
    for column in terms {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    columns
}

/// The type of a column that the model has.
pub(super) fn type_of(subject: &Subject, table: &QualifiedName, column: &Ident) -> PgType {
    subject.table(table).column(column).map_or(PgType::Text, |column| column.pg_type)
}

/// A column's default as an expression.
pub(super) fn default_of(subject: &Subject, table: &QualifiedName, column: &Ident) -> Option<String> {
    let default = subject.table(table).column(column)?.default.as_ref()?;
    Some(format!("({default})"))
}
