//! The declaration as the derive macros write it: `'static`, const, and not yet resolved.
//!
//! Names of constraints may be missing, a foreign key's target is a function pointer, so that cycles between tables are
//! no cycles between consts. [`crate::resolve`] makes a [`crate::model::SchemaModel`] of it; [`check`] holds the
//! checks that run while the user's crate compiles.

pub mod check;
mod column;
mod constraint;
pub mod directory;
mod index;
mod message;
mod partition;
mod step;
mod user_type;

pub use column::{ColumnDef, UsingDef, ValueSourceDef};
pub use step::{DeedDef, StepDef, StepPlace, UndoDef};
pub use user_type::{
    AttributeDef, DomainCheckDef, DomainDef, SequenceDef, SequenceOptionsDef, UserTypeDef, UserTypeKindDef,
};

pub use constraint::{CheckDef, ExclusionDef, KeyDef};
pub use index::{IndexDef, IndexKeyDef, IndexTermDef, NullsOrder, OperatorClassDef, SortOrder, StorageParameter};
pub use partition::{PartitionDef, PartitionStrategy, PartitioningDef};

/// A struct that declares a table. Written by `#[derive(Table)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "does not derive `Table`",
    note = "add #[derive(Table)] to the struct"
)]
pub trait Table {
    /// What the struct declares.
    const DEF: &'static TableDef;

    /// The tables that [`TableDef::foreign_keys`] refer to, in their order. Apart from [`Self::DEF`], so that tables
    /// which refer to one another are no cycle, and yet the checks can read the target's columns in const evaluation.
    const TARGETS: &'static [&'static TableDef];

    /// Returns [`Self::DEF`]; a function, so that two tables may refer to one another.
    fn def() -> &'static TableDef {
        Self::DEF
    }
}

/// A whole schema. Written by `schema!`.
#[derive(Debug)]
pub struct SchemaDef {
    /// The oldest major version of PostgreSQL that the generated SQL must run on.
    pub postgres_min: u16,
    /// The newest one.
    pub postgres_max: u16,
    /// Names of extensions, each created in namespace `public`.
    pub extensions: &'static [&'static str],
    /// Functions and procedures as text.
    pub routines: &'static [RoutineDef],
    /// Comments on namespaces, by name; a namespace that something stands in is made, whether it is here or not.
    pub namespaces: &'static [(&'static str, &'static str)],
    /// Sequences that no column owns; their order has no meaning.
    pub sequences: &'static [SequenceDef],
    /// Types that no column is of, such as functions take and return; their order has no meaning.
    pub types: &'static [&'static UserTypeDef],
    /// Steps of migrations that are written by hand; their order has no meaning.
    pub steps: &'static [StepDef],
    /// The tables; their order has no meaning.
    pub tables: &'static [&'static TableDef],
}

/// A function or procedure as text.
#[derive(Debug)]
pub struct RoutineDef {
    /// Its name with the namespace, and the types of its arguments: `public.touch()`.
    pub name: &'static str,
    /// `CREATE FUNCTION ...` or `CREATE PROCEDURE ...`.
    pub definition: &'static str,
    /// COMMENT ON ROUTINE; empty where there is none.
    pub comment: &'static str,
}

/// A trigger as text.
#[derive(Debug)]
pub struct TriggerDef {
    /// Its name.
    pub name: &'static str,
    /// When it fires: `BEFORE UPDATE OF email`.
    pub event: &'static str,
    /// Whether it fires once a statement, rather than once a row.
    pub for_each_statement: bool,
    /// The condition under which it fires; empty where it always does.
    pub when: &'static str,
    /// What it calls: `public.touch()`.
    pub execute: &'static str,
    /// COMMENT ON TRIGGER; empty where there is none.
    pub comment: &'static str,
}

/// A table.
#[derive(Debug)]
pub struct TableDef {
    /// The struct's name.
    pub rust_name: &'static str,
    /// The namespace, `public` unless said otherwise.
    pub namespace: &'static str,
    /// The table's name.
    pub name: &'static str,
    /// The name that the table had before, in the same namespace.
    pub was: Option<&'static str>,
    /// The struct's doc comment; empty where there is none.
    pub comment: &'static str,
    /// `UNLOGGED`.
    pub unlogged: bool,
    /// Storage parameters.
    pub options: &'static [StorageParameter],
    /// Columns of the scope that the table's rows belong to, outermost first; empty for a table without scope.
    pub scope: &'static [&'static str],
    /// In the order of the struct's fields.
    pub columns: &'static [ColumnDef],
    /// The primary key, if any.
    pub primary_key: Option<KeyDef>,
    /// Unique constraints.
    pub unique: &'static [KeyDef],
    /// Foreign keys.
    pub foreign_keys: &'static [ForeignKeyDef],
    /// CHECK constraints; those of `TextEnum` columns are not among them, `resolve` adds them.
    pub checks: &'static [CheckDef],
    /// Exclusion constraints.
    pub exclusions: &'static [ExclusionDef],
    /// Indexes that back no constraint.
    pub indexes: &'static [IndexDef],
    /// How rows may change, where no constraint can say it.
    pub invariants: &'static [InvariantDef],
    /// Triggers as text.
    pub triggers: &'static [TriggerDef],
    /// `PARTITION BY`
    pub partition_by: Option<PartitioningDef>,
    /// Its partitions, and those of partitions.
    pub partitions: &'static [PartitionDef],
    /// True for what the derive writes beside an error: checks let it pass, so that one mistake is one error.
    pub is_stub: bool,
}

impl TableDef {
    /// Makes what stands in for a table whose declaration has an error.
    pub const fn stub(rust_name: &'static str, namespace: &'static str, name: &'static str) -> TableDef {
        TableDef {
            rust_name,
            namespace,
            name,
            was: None,
            comment: "",
            unlogged: false,
            options: &[],
            scope: &[],
            columns: &[],
            primary_key: None,
            unique: &[],
            foreign_keys: &[],
            checks: &[],
            exclusions: &[],
            indexes: &[],
            invariants: &[],
            triggers: &[],
            partition_by: None,
            partitions: &[],
            is_stub: true,
        }
    }
}

/// A foreign key.
#[derive(Debug)]
pub struct ForeignKeyDef {
    /// The constraint's name, where it is not PostgreSQL's default.
    pub name: Option<&'static str>,
    /// Names of this table's columns.
    pub columns: &'static [&'static str],
    /// The table referred to.
    pub references: fn() -> &'static TableDef,
    /// Names of the *fields* referred to, as the attribute has them.
    pub referenced_fields: &'static [&'static str],
    /// `MATCH`.
    pub match_type: MatchType,
    /// `ON DELETE`.
    pub on_delete: ActionDef,
    /// `ON UPDATE`.
    pub on_update: ActionDef,
    /// `DEFERRABLE` and `INITIALLY`.
    pub deferrable: Deferrable,
    /// Whether a column may have another type than the one it refers to.
    pub cross_type: bool,
    /// Rules that need not hold for this key.
    pub waivers: &'static [WaiverDef],
    /// The field or attribute that declares it, for reviewers: `created_by`.
    pub origin: &'static str,
    /// COMMENT ON the constraint; empty where there is none.
    pub comment: &'static str,
}

/// What a foreign key does when the row it refers to is deleted or its key changed.
#[derive(Clone, Copy, Debug)]
pub enum ActionDef {
    /// `NO ACTION`, PostgreSQL's default.
    NoAction,
    /// `RESTRICT`
    Restrict,
    /// `CASCADE`
    Cascade,
    /// `SET NULL`, over the columns named, or over all where none is.
    SetNull(&'static [&'static str]),
    /// `SET DEFAULT`, likewise.
    SetDefault(&'static [&'static str]),
}

/// How a foreign key of several columns treats NULL.
///
/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchType {
    /// A row with any NULL in the key is not checked.
    #[default]
    Simple,
    /// The key is NULL in all columns, or in none and then checked.
    Full,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deferrable {
    /// `NOT DEFERRABLE`
    #[default]
    Not,
    /// `DEFERRABLE INITIALLY IMMEDIATE`
    InitiallyImmediate,
    /// `DEFERRABLE INITIALLY DEFERRED`
    InitiallyDeferred,
}

/// A rule that need not hold here, until a date.
#[derive(Clone, Copy, Debug)]
pub struct WaiverDef {
    /// The rule's id.
    pub rule: &'static str,
    /// Why, for reviewers.
    pub reason: &'static str,
    /// The last day it holds, `YYYY-MM-DD`.
    pub until: &'static str,
}

/// SQL text, and the columns of its table that it mentions.
#[derive(Clone, Copy, Debug)]
pub struct ExpressionDef {
    /// As the attribute has it.
    pub sql: &'static str,
    /// Names of the columns mentioned, each once, in the order of the first mention.
    pub columns: &'static [&'static str],
}

/// A rule on how rows may change, which a trigger holds.
#[derive(Debug)]
pub struct InvariantDef {
    /// The name of the trigger and its function, where it is not the default one.
    pub name: Option<&'static str>,
    /// What must hold.
    pub rule: InvariantRuleDef,
    /// The attribute that declares it, for reviewers: `lifecycle(status)`.
    pub origin: &'static str,
}

/// What an invariant demands. Columns are named as columns, states as the labels of a `TextEnum`.
#[derive(Debug)]
pub enum InvariantRuleDef {
    /// `#[lifecycle(status, initial = A, A => B | C)]`: a row begins in an initial state, and only the declared
    /// transitions lead to another one.
    Lifecycle {
        /// The column that holds the state.
        column: &'static str,
        /// The states that a row may begin in.
        initial: &'static [&'static str],
        /// From and to, in the order of the attribute.
        transitions: &'static [(&'static str, &'static str)],
    },
    /// `#[immutable(a, b)]`: the columns never change.
    Immutable {
        /// The columns; all of them where none is named.
        columns: &'static [&'static str],
    },
    /// `#[frozen(unless(status = A | B), except(c, d))]`: a row in any other state is neither changed nor deleted.
    Frozen {
        /// The column that holds the state.
        column: &'static str,
        /// The states in which the row is free.
        unless: &'static [&'static str],
        /// Columns that stay free.
        except: &'static [&'static str],
    },
    /// `#[frozen_with(parent_id, except(c, d))]`: a row is made, changed or deleted only while the row that it refers to
    /// is not frozen itself.
    FrozenWith {
        /// The place in [`TableDef::foreign_keys`] of the key to the other row, whose table has a `Frozen`.
        foreign_key: usize,
        /// Columns that stay free.
        except: &'static [&'static str],
    },
    /// `#[insert_requires(parent_id, status = A | B)]`: a row is made, or comes to refer to another one, only while that
    /// one is in one of the states.
    InsertRequires {
        /// The place in [`TableDef::foreign_keys`] of the key to the other row.
        foreign_key: usize,
        /// The *field* of the referenced struct that holds the state, as the attribute has it.
        field: &'static str,
        /// The states.
        values: &'static [&'static str],
    },
}
