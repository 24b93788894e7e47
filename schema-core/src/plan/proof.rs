//! Helpers that a later step replaces: a CHECK that proves NOT NULL, an index that becomes a key.

use super::PlanInput;
use super::helper_name::helper_name;
use super::usage::{null_test, references_to};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Expression, Index, IndexKey, IndexTerm, Key, SchemaModel};

/// The CHECK that proves that a column holds no NULL. On 18 the NOT NULL itself is a constraint with a name of its own,
/// so the CHECK has another.
///
/// PostgreSQL parses `IS DISTINCT FROM NULL` as the condition that SET NOT NULL looks for, so it proves a column of a
/// composite type too.
pub(super) fn not_null_proof(model: &SchemaModel, table: &QualifiedName, column: &Ident) -> (Ident, Check) {
    let condition = format!("{column} {}", null_test(model, table, column).is_not_null());
    (not_null_proof_name(table, column), Check::new(Expression::new(condition, vec![column.clone()])))
}

/// The name of that CHECK.
pub(super) fn not_null_proof_name(table: &QualifiedName, column: &Ident) -> Ident {
    helper_name(table.name.as_str(), column.as_str(), "not_null_check")
}

/// The unique index that a key is made of.
pub(super) fn key_index(key: &Key) -> Index {
    Index {
        unique: true,
        keys: key.columns.iter().map(|column| IndexKey::new(IndexTerm::Column(column.clone()))).collect(),
        include: key.include.clone(),
        nulls_not_distinct: key.nulls_not_distinct,
        options: key.options.clone(),
        ..Index::default()
    }
}

/// The unique index that a new key has the name and the columns of: it becomes the key's, and nothing is built. One that
/// foreign keys may rest on does not, for on the way back the key could not go.
pub(super) fn index_that_becomes_key<'a>(
    input: &PlanInput<'a>,
    table: &QualifiedName,
    name: &Ident,
    key: &Key,
) -> Option<&'a Index> {
    let old = input.before.tables.get(table).filter(|old| old.partitioning.is_none())?;
    let index = old.indexes.get(name).filter(|index| index.without_comment() == key_index(key))?;
    let mut models = [input.before, input.after].into_iter();
    let is_free = models.all(|model| references_to(model, table, &key.columns).next().is_none());
    is_free.then_some(index)
}
