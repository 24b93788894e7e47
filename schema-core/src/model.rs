//! A schema as PostgreSQL would know it: owned, resolved, every name written out.
//!
//! Keys of the maps order the objects; nothing here behaves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::def::{Deferrable, MatchType, NullsOrder, SortOrder};
use crate::ident::{Ident, QualifiedName};
use crate::types::PgType;

/// A whole schema: all tables and extensions of one database that are declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaModel {
    /// The majors that the generated SQL must run on.
    pub postgres: MajorRange,
    /// By name.
    pub extensions: BTreeMap<Ident, Extension>,
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

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// Where its objects stand.
    pub namespace: Ident,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// COMMENT ON TABLE.
    pub comment: Option<String>,
    /// In physical order: a new column is last.
    pub columns: Vec<Column>,
    /// By name, which is unique within the table.
    pub constraints: BTreeMap<Ident, Constraint>,
    /// Those that back no constraint, by name, which is unique within the namespace.
    pub indexes: BTreeMap<Ident, Index>,
    /// Rules on how rows may change, by the name of the trigger that holds each, and of the trigger's function.
    pub invariants: BTreeMap<Ident, Invariant>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The name.
    pub name: Ident,
    /// The type.
    #[serde(rename = "type")]
    pub pg_type: PgType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The default, as SQL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// COMMENT ON COLUMN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// `PRIMARY KEY`
    PrimaryKey(Key),
    /// `UNIQUE`
    Unique(Key),
    /// `FOREIGN KEY`
    ForeignKey(ForeignKey),
    /// `CHECK`
    Check(Check),
}

impl Constraint {
    /// Returns COMMENT ON CONSTRAINT.
    pub fn comment(&self) -> Option<&str> {
        match self {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.comment.as_deref(),
            Constraint::ForeignKey(foreign_key) => foreign_key.comment.as_deref(),
            Constraint::Check(check) => check.comment.as_deref(),
        }
    }

    /// Returns the same constraint without its comment, which is changed on its own.
    pub fn without_comment(&self) -> Constraint {
        let mut constraint = self.clone();
        match &mut constraint {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => key.comment = None,
            Constraint::ForeignKey(foreign_key) => foreign_key.comment = None,
            Constraint::Check(check) => check.comment = None,
        }
        constraint
    }

    /// Returns the columns of its table that it rests on.
    pub fn columns(&self) -> &[Ident] {
        match self {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => &key.columns,
            Constraint::ForeignKey(foreign_key) => &foreign_key.columns,
            Constraint::Check(check) => &check.expression.columns,
        }
    }
}

/// The columns of a primary key or unique constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// In the order of the index behind it.
    pub columns: Vec<Ident>,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignKey {
    /// The referencing columns.
    pub columns: Vec<Ident>,
    /// The referenced table.
    pub references: QualifiedName,
    /// The referenced columns, in the order of `columns`.
    pub referenced_columns: Vec<Ident>,
    /// `MATCH`
    pub match_type: MatchType,
    /// `ON DELETE`
    pub on_delete: ReferentialAction,
    /// `ON UPDATE`
    pub on_update: ReferentialAction,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a foreign key does when the row it refers to goes or changes its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferentialAction {
    /// `NO ACTION`
    NoAction,
    /// `RESTRICT`
    Restrict,
    /// `CASCADE`
    Cascade,
    /// `SET NULL (columns)`; over all columns of the key where none is named.
    SetNull(Vec<Ident>),
    /// `SET DEFAULT (columns)`, likewise.
    SetDefault(Vec<Ident>),
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The condition.
    pub expression: Expression,
    /// COMMENT ON CONSTRAINT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
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

/// An index that backs no constraint. The method is btree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Whether it is unique.
    pub unique: bool,
    /// Key columns and expressions.
    pub keys: Vec<IndexKey>,
    /// Columns of `INCLUDE`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<Ident>,
    /// The predicate of a partial index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Expression>,
    /// COMMENT ON INDEX.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Index {
    /// Returns the same index without its comment, which is changed on its own.
    pub fn without_comment(&self) -> Index {
        Index { comment: None, ..self.clone() }
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
    /// `ASC` or `DESC`
    pub order: SortOrder,
    /// Where NULLs stand.
    pub nulls: NullsOrder,
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

/// A rule on how rows may change. A trigger holds it: it compares two states of a row, which no constraint can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Invariant {
    /// A row begins in an initial state, and only the declared transitions lead to another one.
    Lifecycle {
        /// The column that holds the state; NOT NULL.
        column: Ident,
        /// The states that a row may begin in.
        initial: Vec<String>,
        /// From and to, in the order of the declaration.
        transitions: Vec<(String, String)>,
    },
    /// Columns never change.
    Immutable(Fixed),
    /// A row in any state but some is neither changed nor deleted.
    Frozen {
        /// The column that holds the state; NOT NULL.
        column: Ident,
        /// The states in which the row is free.
        unless: Vec<String>,
        /// What is fixed otherwise.
        fixed: Fixed,
    },
    /// A row is made, changed or deleted only while the row that it refers to is in one of some states.
    FrozenWith {
        /// The other row and its states.
        parent: ParentState,
        /// What is fixed otherwise.
        fixed: Fixed,
    },
    /// A row is made, or comes to refer to another row, only while that one is in one of some states.
    InsertRequires(ParentState),
}

/// Columns that are not to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The columns, in the order of the declaration.
    pub columns: Vec<Ident>,
    /// Those among them that may become NULL all the same, for a foreign key's SET NULL clears them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clearable: Vec<Ident>,
}

/// The row that a foreign key refers to, and the states that it is to be in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParentState {
    /// The referencing columns.
    pub columns: Vec<Ident>,
    /// The referenced table.
    pub references: QualifiedName,
    /// The referenced columns, in the order of `columns`.
    pub referenced_columns: Vec<Ident>,
    /// The referenced table's column that holds the state; NOT NULL.
    pub column: Ident,
    /// The states.
    pub values: Vec<String>,
}

impl Invariant {
    /// Returns every column of its table that the invariant mentions; a column may come twice.
    pub fn columns(&self) -> Vec<&Ident> {
        match self {
            Invariant::Lifecycle { column, .. } => vec![column],
            Invariant::Immutable(fixed) => fixed.columns.iter().collect(),
            Invariant::Frozen { column, fixed, .. } => [column].into_iter().chain(&fixed.columns).collect(),
            Invariant::FrozenWith { parent, fixed } => parent.columns.iter().chain(&fixed.columns).collect(),
            Invariant::InsertRequires(parent) => parent.columns.iter().collect(),
        }
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

    /// Returns the primary key's and the unique constraints' columns by name.
    pub fn keys(&self) -> impl Iterator<Item = (&Ident, &Key)> {
        self.constraints.iter().filter_map(|(name, constraint)| match constraint {
            Constraint::PrimaryKey(key) | Constraint::Unique(key) => Some((name, key)),
            Constraint::ForeignKey(_) | Constraint::Check(_) => None,
        })
    }
}

impl SchemaModel {
    /// Makes an empty schema.
    pub fn empty(postgres: MajorRange) -> SchemaModel {
        SchemaModel { postgres, extensions: BTreeMap::new(), tables: BTreeMap::new() }
    }
}

/// Names one object of a schema, for origins, changes, comments and refusals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectName {
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
}

impl std::fmt::Display for ObjectName {
    /// Prints the path alone: `public.users`, `public.users.email`, `public.users_email_idx`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ObjectName::Extension(name) => write!(f, "{name}"),
            ObjectName::Table(table) => write!(f, "{table}"),
            ObjectName::Column(table, name)
            | ObjectName::Constraint(table, name)
            | ObjectName::Invariant(table, name) => write!(f, "{table}.{name}"),
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
        table
            .chain(columns)
            .chain(constraints)
            .chain(indexes)
            .map(|(object, comment)| (object, Some(comment.to_owned())))
            .collect()
    }
}
