//! A schema as PostgreSQL would know it: owned, resolved, every name written out.
//!
//! Keys of the maps order the objects; nothing here behaves.

mod column;
mod constraint;
mod dependent;
mod index;
mod invariant;
mod partition_tree;
mod partitioning;
mod routine;
mod row_hint;
mod sequence;
mod step;
mod storage;
mod unmanaged;
mod user_type;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::def::{Deferrable, MatchType, NullsOrder, PartitionStrategy, SortOrder};
use crate::ident::{Ident, QualifiedName};

pub use column::{Column, Generated, Identity};
pub use constraint::{Check, Constraint, Exclusion, ForeignKey, Key, ReferentialAction, Validity};
pub use dependent::{Dependent, DependsOn};
pub use index::{Index, IndexKey, IndexTerm, OperatorClass};
pub use invariant::{Fixed, Invariant, ParentState};
pub use partition_tree::PartitionTree;
pub use partitioning::{
    DEFAULT_BOUND, Partition, PartitionBy, PartitionKey, Partitioning, PlacedPartition, partition_names,
};
pub use routine::{Routine, RoutineName, Trigger, TriggerState};
pub use row_hint::RowHint;
pub use sequence::{Sequence, SequenceOptions};
pub use step::{Deed, HandWrittenStep, StepPlace, StepUndo};
pub use storage::StorageParameters;
pub use unmanaged::Unmanaged;
pub use user_type::{Attribute, Domain, UserType, UserTypeKind};

/// A whole schema: all objects of one database that are declared, or that a catalog reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaModel {
    /// The majors that the generated SQL must run on.
    pub postgres: MajorRange,
    /// The major of the server that has printed the expressions; nothing where they are as somebody wrote them.
    pub printed_by: Option<u16>,
    /// What was called otherwise before, as hints say: the difference to another schema, not a part of this one.
    pub renames: Vec<Rename>,
    /// What becomes of rows on the way from another schema, as hints say; likewise no part of this one.
    pub row_hints: Vec<RowHint>,
    /// Steps that are written by hand, and have run where the schema is as it is, by name. A catalog knows of none.
    pub steps: BTreeMap<Ident, HandWrittenStep>,
    /// By name; `public` is taken to be there, and stands here only where something is to be said of it.
    pub namespaces: BTreeMap<Ident, Namespace>,
    /// By name.
    pub extensions: BTreeMap<Ident, Extension>,
    /// Enums, domains and composite types by qualified name.
    pub types: BTreeMap<QualifiedName, UserType>,
    /// Those that are no identity column's, by qualified name.
    pub sequences: BTreeMap<QualifiedName, Sequence>,
    /// Functions and procedures that are no invariant's, by name and arguments.
    pub routines: BTreeMap<RoutineName, Routine>,
    /// By qualified name.
    pub tables: BTreeMap<QualifiedName, Table>,
}

/// Major versions of PostgreSQL, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MajorRange {
    /// The oldest.
    pub min: u16,
    /// The newest.
    pub max: u16,
}

impl MajorRange {
    /// Returns each major of the range, the oldest first.
    pub fn majors(self) -> impl Iterator<Item = u16> {
        self.min..=self.max
    }
}

/// A hint that an object had another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rename {
    /// A table; both names are in the same namespace.
    Table {
        /// The old name.
        from: QualifiedName,
        /// The new name.
        to: QualifiedName,
    },
    /// A column.
    Column {
        /// The new name of its table.
        table: QualifiedName,
        /// The old name.
        from: Ident,
        /// The new name.
        to: Ident,
    },
    /// A partition; both names are in the same namespace.
    Partition {
        /// The new name of its table.
        of: QualifiedName,
        /// The old name.
        from: QualifiedName,
        /// The new name.
        to: QualifiedName,
    },
    /// An enum, domain or composite type; both names are in the same namespace.
    Type {
        /// The old name.
        from: QualifiedName,
        /// The new name.
        to: QualifiedName,
    },
    /// A sequence that is no identity column's; both names are in the same namespace.
    Sequence {
        /// The old name.
        from: QualifiedName,
        /// The new name.
        to: QualifiedName,
    },
    /// A label of an enum.
    Label {
        /// The new name of the enum.
        of: QualifiedName,
        /// The old label.
        from: String,
        /// The new label.
        to: String,
    },
    /// An attribute of a composite type.
    Attribute {
        /// The new name of the type.
        of: QualifiedName,
        /// The old name.
        from: Ident,
        /// The new name.
        to: Ident,
    },
}

/// What PostgreSQL itself says of `public`, which counts as no comment.
pub const COMMENT_OF_PUBLIC: &str = "standard public schema";

/// A namespace; PostgreSQL also calls it a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namespace {
    /// COMMENT ON SCHEMA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// Where its objects stand.
    pub namespace: Ident,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// COMMENT ON TABLE.
    pub comment: Option<String>,
    /// `UNLOGGED`: emptied by a crash.
    pub unlogged: bool,
    /// Storage parameters: `fillfactor`, `autovacuum_...`, `toast.autovacuum_...`.
    pub options: StorageParameters,
    /// In physical order: a new column is last.
    pub columns: Vec<Column>,
    /// By name, which is unique within the table.
    pub constraints: BTreeMap<Ident, Constraint>,
    /// Those that back no constraint, by name, which is unique within the namespace.
    pub indexes: BTreeMap<Ident, Index>,
    /// Rules on how rows may change, by the name of the trigger that holds each, and of the trigger's function.
    pub invariants: BTreeMap<Ident, Invariant>,
    /// Those that are no invariant's, by name.
    pub triggers: BTreeMap<Ident, Trigger>,
    /// How its rows are divided among partitions; nothing where it holds them itself.
    pub partitioning: Option<Partitioning>,
}

/// SQL text and the columns of its table that it mentions. Two are equal where their text is: how well the columns were
/// found in it changes nothing on a server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expression {
    /// As declared; PostgreSQL prints it differently.
    pub sql: String,
    /// Each once, in the order of the first mention.
    pub columns: Vec<Ident>,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.sql == other.sql
    }
}

impl Eq for Expression {}

impl Expression {
    /// SQL text that mentions these columns.
    pub fn new(sql: impl Into<String>, columns: Vec<Ident>) -> Expression {
        Expression { sql: sql.into(), columns }
    }
}

impl Table {
    /// Finds a column by name.
    pub fn column(&self, name: &Ident) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == *name)
    }

    /// Returns the name and columns of the primary key.
    pub fn primary_key(&self) -> Option<(&Ident, &Key)> {
        self.constraints.iter().find_map(|(name, constraint)| match constraint {
            Constraint::PrimaryKey(key) => Some((name, key)),
            _ => None,
        })
    }

    /// Returns the foreign keys by name.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&Ident, &ForeignKey)> {
        self.constraints.iter().filter_map(|(name, constraint)| match constraint {
            Constraint::ForeignKey(foreign_key) => Some((name, foreign_key)),
            _ => None,
        })
    }

    /// Tells whether a foreign key to this table has something to rest on: a key, or a unique index of all rows.
    pub fn bears(&self, foreign_key: &ForeignKey) -> bool {
        self.bearers(foreign_key).next().is_some()
    }

    /// Returns the names of what a foreign key to this table may rest on: keys, and unique indexes of all rows.
    pub fn bearers<'a>(&'a self, foreign_key: &'a ForeignKey) -> impl Iterator<Item = &'a Ident> {
        let bears = |index: &Index| index.unique_columns().is_some_and(|columns| foreign_key.refers_to(columns));
        let indexes = self.indexes.iter().filter(move |(_, index)| bears(index));
        self.keys_for(foreign_key).chain(indexes.map(|(name, _)| name))
    }

    /// Returns the names of the primary key and the unique constraints that a foreign key to this table may rest on.
    pub fn keys_for<'a>(&'a self, foreign_key: &'a ForeignKey) -> impl Iterator<Item = &'a Ident> {
        let keys = self.keys().filter(|(_, key)| key.can_be_referred_to() && foreign_key.refers_to(&key.columns));
        keys.map(|(name, _)| name)
    }

    /// Returns its partitions, each before its own.
    pub fn partitions<'a>(&'a self, name: &'a QualifiedName) -> Vec<PlacedPartition<'a>> {
        self.partitioning.as_ref().map_or_else(Vec::new, |partitioning| partitioning.placed(name))
    }

    /// Returns the tables that hold its rows: those partitions that are not divided in their turn, or itself.
    pub fn row_holders<'a>(&'a self, name: &'a QualifiedName) -> Vec<&'a QualifiedName> {
        match &self.partitioning {
            None => vec![name],
            Some(partitioning) => {
                let placed = partitioning.placed(name).into_iter();
                placed.filter(|placed| placed.partition.partitioning.is_none()).map(|placed| placed.name).collect()
            }
        }
    }

    /// Returns the primary key's and the unique constraints' columns by name.
    pub fn keys(&self) -> impl Iterator<Item = (&Ident, &Key)> {
        self.constraints.iter().filter_map(|(name, constraint)| match constraint {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => Some((name, key)),
            Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => None,
        })
    }
}

impl SchemaModel {
    /// Makes an empty schema.
    pub fn empty(postgres: MajorRange) -> SchemaModel {
        SchemaModel {
            postgres,
            printed_by: None,
            renames: Vec::new(),
            row_hints: Vec::new(),
            steps: BTreeMap::new(),
            namespaces: BTreeMap::new(),
            extensions: BTreeMap::new(),
            types: BTreeMap::new(),
            sequences: BTreeMap::new(),
            routines: BTreeMap::new(),
            tables: BTreeMap::new(),
        }
    }
}

/// Names one object of a schema, for origins, changes, comments and refusals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectName {
    /// A namespace.
    Namespace(Ident),
    /// An enum, domain or composite type.
    Type(QualifiedName),
    /// An attribute of a composite type.
    Attribute(QualifiedName, Ident),
    /// A CHECK of a domain.
    DomainCheck(QualifiedName, Ident),
    /// A sequence.
    Sequence(QualifiedName),
    /// An extension.
    Extension(Ident),
    /// A table.
    Table(QualifiedName),
    /// A column of a table.
    Column(QualifiedName, Ident),
    /// A constraint of a table.
    Constraint(QualifiedName, Ident),
    /// An index, after the table it belongs to.
    Index(QualifiedName, Ident),
    /// An invariant of a table: its trigger and function.
    Invariant(QualifiedName, Ident),
    /// A function or procedure.
    Routine(RoutineName),
    /// A trigger of a table.
    Trigger(QualifiedName, Ident),
}

impl std::fmt::Display for ObjectName {
    /// Prints the path alone: `public.users`, `public.users.email`, `public.users_email_idx`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ObjectName::Namespace(name) | ObjectName::Extension(name) => write!(f, "{name}"),
            ObjectName::Table(name) | ObjectName::Type(name) | ObjectName::Sequence(name) => write!(f, "{name}"),
            ObjectName::Column(table, name)
            | ObjectName::Attribute(table, name)
            | ObjectName::DomainCheck(table, name)
            | ObjectName::Constraint(table, name)
            | ObjectName::Invariant(table, name)
            | ObjectName::Trigger(table, name) => write!(f, "{table}.{name}"),
            ObjectName::Routine(name) => write!(f, "{name}"),
            ObjectName::Index(table, name) => write!(f, "{}", table.sibling(name)),
        }
    }
}

impl Table {
    /// Returns every comment of the table and of what belongs to it.
    pub fn comments(&self, name: &QualifiedName) -> Vec<(ObjectName, Option<String>)> {
        let table = self.comment.iter().map(|comment| (ObjectName::Table(name.clone()), comment.as_str()));
        let columns = self.columns.iter().filter_map(|column| {
            Some((ObjectName::Column(name.clone(), column.name.clone()), column.comment.as_deref()?))
        });
        let constraints = self.constraints.iter().filter_map(|(constraint_name, constraint)| {
            Some((ObjectName::Constraint(name.clone(), constraint_name.clone()), constraint.comment()?))
        });
        let indexes = self.indexes.iter().filter_map(|(index_name, index)| {
            Some((ObjectName::Index(name.clone(), index_name.clone()), index.comment.as_deref()?))
        });
        let partitions = self
            .partitions(name)
            .into_iter()
            .filter_map(|placed| Some((ObjectName::Table(placed.name.clone()), placed.partition.comment.as_deref()?)));
        table
            .chain(columns)
            .chain(constraints)
            .chain(indexes)
            .chain(partitions)
            .map(|(object, comment)| (object, Some(comment.to_owned())))
            .collect()
    }
}

/// For fields that the lock file leaves out where they say nothing.
pub(crate) fn is_false(value: &bool) -> bool {
    !*value
}
