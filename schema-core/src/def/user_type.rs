//! Types and sequences of a schema's own, as the derives write them.

use super::TableDef;
use crate::types::{ColumnType, TypeDef};

/// A type that a Rust type declares. Written by `#[derive(PgEnum)]`, `#[derive(Domain)]` and `#[derive(Composite)]`.
#[derive(Debug)]
pub struct UserTypeDef {
    /// The Rust type's name.
    pub rust_name: &'static str,
    /// The namespace, `public` unless said otherwise.
    pub namespace: &'static str,
    /// The type's name.
    pub name: &'static str,
    /// What it is.
    pub is: UserTypeKindDef,
    /// The Rust type's doc comment; empty where there is none.
    pub comment: &'static str,
    /// What it was called before, in the same namespace.
    pub was: Option<&'static str>,
    /// What labels of an enum, or attributes of a composite type, were called before, and are called now.
    pub renamed: &'static [(&'static str, &'static str)],
}

impl UserTypeDef {
    /// The type that a Rust type declares, for the `types` of `schema!`.
    ///
    /// # Panics
    ///
    /// The Rust type declares none, as `String` and all that stand for PostgreSQL's own types.
    #[track_caller]
    pub const fn of<T: ColumnType>() -> &'static UserTypeDef {
        match T::USER_TYPE {
            Some(def) => def,
            None => panic!("`types` lists types of the schema's own: what derives `PgEnum`, `Domain` or `Composite`"),
        }
    }
}

/// What a type of a schema's own is.
#[derive(Debug)]
pub enum UserTypeKindDef {
    /// An enum: its labels in their order.
    Enum(&'static [&'static str]),
    /// A domain.
    Domain(DomainDef),
    /// A composite type: its attributes in their order.
    Composite(&'static [AttributeDef]),
}

/// A domain.
#[derive(Debug)]
pub struct DomainDef {
    /// The type underneath.
    pub pg_type: TypeDef,
    /// That type, where it is one of the schema's own.
    pub user_type: Option<&'static UserTypeDef>,
    /// `COLLATE`: a collation of `pg_catalog`, or one with its namespace.
    pub collation: Option<&'static str>,
    /// `DEFAULT`, as SQL.
    pub default: Option<&'static str>,
    /// Whether a value may be NULL.
    pub nullable: bool,
    /// The conditions.
    pub checks: &'static [DomainCheckDef],
}

/// A CHECK of a domain.
#[derive(Debug)]
pub struct DomainCheckDef {
    /// The name of the constraint; PostgreSQL's default where there is none.
    pub name: Option<&'static str>,
    /// The condition on VALUE, as SQL.
    pub condition: &'static str,
    /// COMMENT ON CONSTRAINT; empty where there is none.
    pub comment: &'static str,
}

/// An attribute of a composite type.
#[derive(Debug)]
pub struct AttributeDef {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub pg_type: TypeDef,
    /// That type, where it is one of the schema's own.
    pub user_type: Option<&'static UserTypeDef>,
    /// `COLLATE`: a collation of `pg_catalog`, or one with its namespace.
    pub collation: Option<&'static str>,
    /// COMMENT ON COLUMN; empty where there is none.
    pub comment: &'static str,
}

impl AttributeDef {
    /// Makes an attribute of the Rust type `T`; whether that is an `Option` has no meaning, for any attribute may be NULL.
    pub const fn of<T: ColumnType>(name: &'static str) -> AttributeDef {
        AttributeDef { name, pg_type: T::TYPE, user_type: T::USER_TYPE, collation: None, comment: "" }
    }
}

/// A sequence of `schema!`, which no column owns unless it says so.
#[derive(Debug)]
pub struct SequenceDef {
    /// The qualified name, or a name in `public`.
    pub name: &'static str,
    /// What it was called before, in the same namespace.
    pub was: Option<&'static str>,
    /// `smallint`, `integer` or `bigint`.
    pub pg_type: &'static str,
    /// How it counts.
    pub options: SequenceOptionsDef,
    /// `OWNED BY`: the table, and the *field* of the column.
    pub owned_by: Option<(&'static TableDef, &'static str)>,
    /// COMMENT ON SEQUENCE; empty where there is none.
    pub comment: &'static str,
}

/// How a sequence counts; PostgreSQL's default where nothing is said.
#[derive(Clone, Copy, Debug)]
pub struct SequenceOptionsDef {
    /// `START WITH`
    pub start: Option<i64>,
    /// `INCREMENT BY`
    pub increment: Option<i64>,
    /// `MINVALUE`
    pub min: Option<i64>,
    /// `MAXVALUE`
    pub max: Option<i64>,
    /// `CACHE`
    pub cache: Option<i64>,
    /// `CYCLE`
    pub cycle: bool,
}
