//! Helpers that a later step replaces: a CHECK that proves NOT NULL, an index that becomes a key.

use super::helper_name::helper_name;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Expression, Index, IndexKey, IndexTerm, Key};

/// The CHECK that proves that a column holds no NULL. On 18 the NOT NULL itself is a constraint with a name of its own,
/// so the CHECK has another.
pub(super) fn not_null_proof(table: &QualifiedName, column: &Ident) -> (Ident, Check) {
    let name = helper_name(table.name.as_str(), column.as_str(), "not_null_check");
    let expression = Expression { sql: format!("{column} IS NOT NULL"), columns: vec![column.clone()] };
    (name, Check { expression, comment: None })
}

/// The unique index that a key is made of.
pub(super) fn key_index(key: &Key) -> Index {
    let keys = key
        .columns
        .iter()
        .map(|column| IndexKey {
            term: IndexTerm::Column(column.clone()),
            order: Default::default(),
            nulls: Default::default(),
        })
        .collect();
    Index { unique: true, keys, include: Vec::new(), predicate: None, comment: None }
}
