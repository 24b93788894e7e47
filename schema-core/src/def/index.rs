//! Indexes of a declaration.

use super::ExpressionDef;

/// An index that backs no constraint.
#[derive(Debug)]
pub struct IndexDef {
    /// The index's name, where it is not PostgreSQL's default.
    pub name: Option<&'static str>,
    /// Whether it is unique.
    pub unique: bool,
    /// The access method, where it is not `btree`.
    pub method: Option<&'static str>,
    /// The key columns and expressions.
    pub keys: &'static [IndexKeyDef],
    /// Names of the columns of `INCLUDE`.
    pub include: &'static [&'static str],
    /// `NULLS NOT DISTINCT`, of a unique index alone.
    pub nulls_not_distinct: bool,
    /// Storage parameters.
    pub options: &'static [StorageParameter],
    /// The predicate of a partial index.
    pub predicate: Option<ExpressionDef>,
    /// COMMENT ON the index: the query or foreign key that it serves; empty where there is none.
    pub comment: &'static str,
}

impl IndexDef {
    /// An index on these keys, and nothing else.
    pub const fn of(keys: &'static [IndexKeyDef]) -> IndexDef {
        IndexDef {
            name: None,
            unique: false,
            method: None,
            keys,
            include: &[],
            nulls_not_distinct: false,
            options: &[],
            predicate: None,
            comment: "",
        }
    }
}

/// One key of an index.
#[derive(Debug)]
pub struct IndexKeyDef {
    /// What is indexed.
    pub term: IndexTermDef,
    /// `COLLATE`, where it is not the column's own: a name, with its namespace unless that is `pg_catalog`.
    pub collation: Option<&'static str>,
    /// The operator class, where it is not the type's default one.
    pub operator_class: Option<OperatorClassDef>,
    /// `ASC` or `DESC`.
    pub order: SortOrder,
    /// `NULLS FIRST` or `NULLS LAST`; PostgreSQL's default is last for `ASC`, first for `DESC`.
    pub nulls: NullsOrder,
}

impl IndexKeyDef {
    /// An ascending key with all that is default.
    pub const fn of(term: IndexTermDef) -> IndexKeyDef {
        IndexKeyDef {
            term,
            collation: None,
            operator_class: None,
            order: SortOrder::Ascending,
            nulls: NullsOrder::Default,
        }
    }
}

/// How an index key is compared.
#[derive(Debug)]
pub struct OperatorClassDef {
    /// Its name, with its namespace unless that is `pg_catalog`.
    pub name: &'static str,
    /// Its parameters.
    pub parameters: &'static [StorageParameter],
}

/// The name of a storage parameter, and its value as text.
pub type StorageParameter = (&'static str, &'static str);

/// A column or an expression.
#[derive(Debug)]
pub enum IndexTermDef {
    /// A column's name.
    Column(&'static str),
    /// An expression.
    Expression(ExpressionDef),
}

/// The direction of an index key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// `ASC`
    #[default]
    Ascending,
    /// `DESC`
    Descending,
}

/// Where NULLs stand in an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NullsOrder {
    /// PostgreSQL's default for the direction.
    #[default]
    Default,
    /// `NULLS FIRST`
    First,
    /// `NULLS LAST`
    Last,
}
