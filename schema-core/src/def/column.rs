//! Columns as the derive writes them.

use super::{ExpressionDef, SequenceOptionsDef, UserTypeDef};
use crate::types::{ColumnType, TypeDef};

/// A column.
#[derive(Debug)]
pub struct ColumnDef {
    /// The field's name.
    pub field: &'static str,
    /// The column's name.
    pub name: &'static str,
    /// The type.
    pub pg_type: TypeDef,
    /// Whether the attribute gives the type by name, and the Rust type says only whether it may be NULL.
    pub is_typed_by_name: bool,
    /// The type of the schema's own that it is of, or that its elements are of.
    pub user_type: Option<&'static UserTypeDef>,
    /// `COLLATE`: a collation of `pg_catalog`, or one with its namespace.
    pub collation: Option<&'static str>,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The values a `TextEnum` allows; empty for every other type.
    pub values: &'static [&'static str],
    /// The default, as SQL.
    pub default: Option<&'static str>,
    /// Where its values come from, if not from a default.
    pub source: ValueSourceDef,
    /// The field's doc comment; empty where there is none.
    pub comment: &'static str,
    /// The name that the column had before.
    pub was: Option<&'static str>,
    /// How values get here from another type.
    pub using: Option<UsingDef>,
    /// The value for rows that have none when the column becomes NOT NULL.
    pub backfill: Option<ExpressionDef>,
}

/// How the values of a column get from one type to another.
#[derive(Clone, Copy, Debug)]
pub struct UsingDef {
    /// The type before.
    pub from: &'static str,
    /// The value of the new type, as SQL over the row.
    pub forth: &'static str,
    /// The value of the old type, for the way back.
    pub back: Option<&'static str>,
}

/// What makes the values of a column.
#[derive(Clone, Copy, Debug)]
pub enum ValueSourceDef {
    /// Whoever writes the row, or the default.
    Given,
    /// `GENERATED ... AS IDENTITY`
    Identity {
        /// `ALWAYS` rather than `BY DEFAULT`.
        always: bool,
        /// The name of the sequence, where it is not the one that PostgreSQL gives it.
        sequence: Option<&'static str>,
        /// Those of the sequence.
        options: SequenceOptionsDef,
    },
    /// `GENERATED ALWAYS AS (...)`
    Generated {
        /// What it is.
        expression: ExpressionDef,
        /// `STORED` rather than `VIRTUAL`.
        stored: bool,
    },
    /// A sequence that the column owns: what PostgreSQL makes of `serial`.
    Serial,
}

impl ColumnDef {
    /// Makes a column of the Rust type `T`. One mention of `T`, so that a type without a column type is one error.
    pub const fn of<T: ColumnType>(
        field: &'static str,
        name: &'static str,
        default: Option<&'static str>,
        comment: &'static str,
    ) -> ColumnDef {
        ColumnDef {
            field,
            name,
            pg_type: T::TYPE,
            is_typed_by_name: false,
            user_type: T::USER_TYPE,
            collation: None,
            nullable: T::NULLABLE,
            values: T::VALUES,
            default,
            source: ValueSourceDef::Given,
            comment,
            was: None,
            using: None,
            backfill: None,
        }
    }

    /// The same column, with the name that it had before.
    pub const fn was(self, was: &'static str) -> ColumnDef {
        ColumnDef { was: Some(was), ..self }
    }

    /// The same column, with how its values get here from another type.
    pub const fn using(self, using: UsingDef) -> ColumnDef {
        ColumnDef { using: Some(using), ..self }
    }

    /// The same column, with the value for rows that have none.
    pub const fn backfilled(self, value: ExpressionDef) -> ColumnDef {
        ColumnDef { backfill: Some(value), ..self }
    }

    /// The same column of a type by name: one of PostgreSQL in any spelling, or one with its namespace.
    pub const fn typed(self, name: &'static str) -> ColumnDef {
        ColumnDef { pg_type: TypeDef::of(name), is_typed_by_name: true, user_type: None, ..self }
    }

    /// The same column with a collation.
    pub const fn collated(self, collation: &'static str) -> ColumnDef {
        ColumnDef { collation: Some(collation), ..self }
    }

    /// The same column with values from elsewhere.
    pub const fn from(self, source: ValueSourceDef) -> ColumnDef {
        ColumnDef { source, ..self }
    }
}
