//! Keys, CHECKs and exclusion constraints of a declaration.

use super::{Deferrable, ExpressionDef, IndexKeyDef, StorageParameter};

/// A primary key or a unique constraint.
#[derive(Debug)]
pub struct KeyDef {
    /// The constraint's name, where it is not PostgreSQL's default.
    pub name: Option<&'static str>,
    /// The columns' names.
    pub columns: &'static [&'static str],
    /// Names of the columns of `INCLUDE`.
    pub include: &'static [&'static str],
    /// `NULLS NOT DISTINCT`, of a unique constraint alone.
    pub nulls_not_distinct: bool,
    /// `DEFERRABLE` and `INITIALLY`.
    pub deferrable: Deferrable,
    /// Storage parameters of its index.
    pub options: &'static [StorageParameter],
    /// COMMENT ON the constraint; empty where there is none.
    pub comment: &'static str,
}

impl KeyDef {
    /// A key over these columns, and nothing else.
    pub const fn of(columns: &'static [&'static str]) -> KeyDef {
        KeyDef {
            name: None,
            columns,
            include: &[],
            nulls_not_distinct: false,
            deferrable: Deferrable::Not,
            options: &[],
            comment: "",
        }
    }
}

/// A CHECK constraint.
#[derive(Debug)]
pub struct CheckDef {
    /// The constraint's name, where it is not PostgreSQL's default.
    pub name: Option<&'static str>,
    /// The condition.
    pub expression: ExpressionDef,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// Values that violate it, where tests find none by themselves: `amount = -1, unit = 'kg'`.
    pub counterexample: Option<&'static str>,
    /// COMMENT ON the constraint; empty where there is none.
    pub comment: &'static str,
}

/// An exclusion constraint.
#[derive(Debug)]
pub struct ExclusionDef {
    /// The constraint's name, where it is not PostgreSQL's default.
    pub name: Option<&'static str>,
    /// The access method of its index, where it is not `btree`.
    pub method: Option<&'static str>,
    /// The key columns and expressions, each with its operator as SQL.
    pub keys: &'static [(IndexKeyDef, &'static str)],
    /// Names of the columns of `INCLUDE`.
    pub include: &'static [&'static str],
    /// Storage parameters of its index.
    pub options: &'static [StorageParameter],
    /// The predicate: which rows it is about.
    pub predicate: Option<ExpressionDef>,
    /// `DEFERRABLE` and `INITIALLY`.
    pub deferrable: Deferrable,
    /// COMMENT ON the constraint; empty where there is none.
    pub comment: &'static str,
}
