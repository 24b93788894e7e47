//! Indexes.

use serde::{Deserialize, Serialize};

use super::{Expression, StorageParameters, is_false};
use crate::def::{NullsOrder, SortOrder};
use crate::ident::{Ident, QualifiedName};

/// An index that backs no constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Whether it is unique.
    pub unique: bool,
    /// The access method; nothing for `btree`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Ident>,
    /// Key columns and expressions.
    pub keys: Vec<IndexKey>,
    /// Columns of `INCLUDE`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<Ident>,
    /// `NULLS NOT DISTINCT`: two rows with NULL are the same to a unique index.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nulls_not_distinct: bool,
    /// Storage parameters.
    #[serde(default, skip_serializing_if = "StorageParameters::is_empty")]
    pub options: StorageParameters,
    /// The predicate of a partial index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Expression>,
    /// Whether a build of it failed, so that it serves no query. Whatever is declared is valid; a database may have others.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_invalid: bool,
    /// COMMENT ON INDEX.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Index {
    /// Returns the same index without its comment, which is changed on its own.
    pub fn without_comment(&self) -> Index {
        Index { comment: None, ..self.clone() }
    }

    /// Returns the columns that it keeps unique in all rows, of which a foreign key can rest on it; nothing where it keeps
    /// some rows unique, or terms that are no columns.
    pub fn unique_columns(&self) -> Option<Vec<&Ident>> {
        if !self.unique || self.predicate.is_some() || self.is_invalid {
            return None;
        }
        let columns = self.keys.iter().map(|key| match &key.term {
            IndexTerm::Column(column) => Some(column),
            IndexTerm::Expression(_) => None,
        });
        columns.collect()
    }

    /// Returns the expressions among its keys, and its predicate.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let keys = self.keys.iter().filter_map(|key| match &key.term {
            IndexTerm::Expression(expression) => Some(expression),
            IndexTerm::Column(_) => None,
        });
        keys.chain(&self.predicate)
    }

    /// Returns every column that the index rests on, in keys, INCLUDE or predicate; a column may come twice.
    pub fn columns(&self) -> impl Iterator<Item = &Ident> {
        let keys = self.keys.iter().flat_map(|key| match &key.term {
            IndexTerm::Column(column) => std::slice::from_ref(column),
            IndexTerm::Expression(expression) => &expression.columns,
        });
        keys.chain(&self.include).chain(self.predicate.iter().flat_map(|predicate| &predicate.columns))
    }
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexKey {
    /// What is indexed.
    pub term: IndexTerm,
    /// `COLLATE`, where it is not the column's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<Box<QualifiedName>>,
    /// The operator class, where it is not the type's default one for the method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<Box<OperatorClass>>,
    /// `ASC` or `DESC`
    pub order: SortOrder,
    /// Where NULLs stand.
    pub nulls: NullsOrder,
}

impl IndexKey {
    /// An ascending key with all that is default.
    pub fn new(term: IndexTerm) -> IndexKey {
        let (order, nulls) = (SortOrder::default(), NullsOrder::default());
        IndexKey { term, collation: None, operator_class: None, order, nulls }
    }
}

/// How an index key is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorClass {
    /// Its name; those of PostgreSQL itself are in `pg_catalog`.
    pub name: QualifiedName,
    /// Its parameters.
    #[serde(default, skip_serializing_if = "StorageParameters::is_empty")]
    pub parameters: StorageParameters,
}

/// A column or an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexTerm {
    /// A column.
    Column(Ident),
    /// An expression.
    Expression(Expression),
}
