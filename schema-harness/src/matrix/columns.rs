//! What the model says of a table's columns.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Constraint, Exclusion, Expression, Index, IndexTerm, Table};
use schema_core::types::{Builtin, PgType};

use super::Subject;

/// The conditions of a table's CHECK constraints by name.
pub(super) fn checks(table: &Table) -> impl Iterator<Item = (&Ident, &Expression)> {
    table.constraints.iter().filter_map(|(name, constraint)| match constraint {
        Constraint::Check(check) => Some((name, &check.expression)),
        _ => None,
    })
}

/// What keeps equal rows apart, with its predicate.
pub(super) struct UniqueSet<'a> {
    pub(super) name: &'a Ident,
    pub(super) columns: Vec<Ident>,
    pub(super) predicate: Option<&'a Expression>,
}

impl<'a> UniqueSet<'a> {
    fn of(name: &'a Ident, index: &'a Index) -> UniqueSet<'a> {
        UniqueSet { name, columns: key_columns(index), predicate: index.predicate.as_ref() }
    }
}

/// The columns that are unique together: keys, unique indexes, and exclusion constraints that equal rows violate.
pub(super) fn unique_sets(table: &Table) -> Vec<UniqueSet<'_>> {
    let keys = table.keys().map(|(name, key)| UniqueSet { name, columns: key.columns.clone(), predicate: None });
    let unique = table.indexes.iter().filter(|(_, index)| index.unique).map(|(name, index)| UniqueSet::of(name, index));
    let exclusions =
        exclusions(table).filter(|(_, exclusion)| exclusion.operators.iter().all(|name| is_reflexive(name)));
    keys.chain(unique).chain(exclusions.map(|(name, exclusion)| UniqueSet::of(name, &exclusion.index))).collect()
}

/// Exclusion constraints by name.
pub(super) fn exclusions(table: &Table) -> impl Iterator<Item = (&Ident, &Exclusion)> {
    table.constraints.iter().filter_map(|(name, constraint)| match constraint {
        Constraint::Exclusion(exclusion) => Some((name, exclusion.as_ref())),
        _ => None,
    })
}

/// Tells whether PostgreSQL's operator of this name holds between equal values, empty ranges aside.
pub(super) fn is_reflexive(operator: &str) -> bool {
    let bare = operator.strip_prefix("OPERATOR(").and_then(|rest| rest.strip_suffix(')'));
    let bare = bare.and_then(|name| name.rsplit_once('.')).map_or(operator, |(_, operator)| operator);
    ["=", "&&", "@>", "<@", "~=", "<=", ">=", "&<", "&>"].contains(&bare)
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

/// The type of a column that the model has, that underneath for a domain.
pub(super) fn type_of(subject: &Subject, table: &QualifiedName, column: &Ident) -> PgType {
    subject
        .table(table)
        .column(column)
        .map_or(PgType::from(Builtin::Text), |column| subject.underneath(&column.pg_type))
}

/// A column's default as an expression.
pub(super) fn default_of(subject: &Subject, table: &QualifiedName, column: &Ident) -> Option<String> {
    let default = subject.table(table).column(column)?.default.as_ref()?;
    Some(format!("({default})"))
}
