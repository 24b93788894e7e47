//! Helpers that a later step replaces: a CHECK that proves NOT NULL, an index that becomes a key.

use super::helper_name::helper_name;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Expression, Index, IndexKey, IndexTerm, Key};

/// The CHECK that proves that a column holds no NULL. On 18 the NOT NULL itself is a constraint with a name of its own,
/// so the CHECK has another.
pub(super) fn not_null_proof(table: &QualifiedName, column: &Ident) -> (Ident, Check) {
    let name = helper_name(table.name.as_str(), column.as_str(), "not_null_check");
    (name, Check::new(Expression::new(format!("{column} IS NOT NULL"), vec![column.clone()])))
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
