//! Declarations as they are written: parsed, not yet looked at as a whole.

use proc_macro2::Span;
use syn::{Ident, LitInt, LitStr, Path, Type, Visibility};

use crate::region::Region;

/// A struct that derives `Table`.
pub(crate) struct Table {
    pub(crate) ident: Ident,
    pub(crate) comment: String,
    pub(crate) name: Option<LitStr>,
    pub(crate) namespace: Option<LitStr>,
    pub(crate) was: Option<LitStr>,
    /// The word.
    pub(crate) unlogged_word: Option<Ident>,
    pub(crate) options: Vec<StorageParameter>,
    /// Fields.
    pub(crate) scope: Vec<Ident>,
    /// At most one, once validated.
    pub(crate) primary_keys: Vec<Key>,
    pub(crate) unique: Vec<Key>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    /// Whether one could not be read; its own error has been reported.
    pub(crate) lacks_foreign_key: bool,
    pub(crate) checks: Vec<Check>,
    pub(crate) exclusions: Vec<Exclusion>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) invariants: Vec<Invariant>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) partition_by: Option<PartitionBy>,
    /// Whether it could not be read; its own error has been reported.
    pub(crate) lacks_partition_by: bool,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) comment: String,
    pub(crate) name: Option<LitStr>,
    pub(crate) was: Option<LitStr>,
    /// The type by name.
    pub(crate) pg_type: Option<LitStr>,
    pub(crate) collation: Option<LitStr>,
    pub(crate) default: Option<Sql>,
    /// At most one, once validated.
    pub(crate) sources: Vec<ValueSource>,
    pub(crate) using: Option<Using>,
    pub(crate) backfill: Option<Sql>,
}

/// `using("age::integer", from = "text", back = "age::text")`
pub(crate) struct Using {
    pub(crate) from: LitStr,
    pub(crate) forth: Sql,
    pub(crate) back: Option<Sql>,
}

/// What makes the values of a column, other than a default.
pub(crate) struct ValueSource {
    /// The word in `#[column(...)]`.
    pub(crate) word: Ident,
    pub(crate) kind: ValueSourceKind,
}

pub(crate) enum ValueSourceKind {
    Identity { always: bool, sequence: Option<LitStr>, options: SequenceOptions },
    Generated { sql: Sql, stored: bool },
    Serial,
}

/// `start = 100, increment = 10, min = 1, max = 1000, cache = 20, cycle`
#[derive(Default)]
pub(crate) struct SequenceOptions {
    pub(crate) start: Option<i64>,
    pub(crate) increment: Option<i64>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) cache: Option<i64>,
    pub(crate) cycle: bool,
}

impl Field {
    /// A column with nothing said of it.
    pub(crate) fn new(ident: Ident, ty: Type) -> Field {
        Field {
            ident,
            ty,
            comment: String::new(),
            name: None,
            was: None,
            pg_type: None,
            collation: None,
            default: None,
            sources: Vec::new(),
            using: None,
            backfill: None,
        }
    }
}

/// A primary key or a unique constraint.
pub(crate) struct Key {
    /// The attribute, or the word in `#[column(...)]`.
    pub(crate) span: Span,
    /// Whether it is declared in `#[column(...)]`.
    pub(crate) on_field: bool,
    pub(crate) columns: Vec<Ident>,
    pub(crate) include: Vec<Ident>,
    /// The word.
    pub(crate) nulls_not_distinct: Option<Ident>,
    pub(crate) deferrable: bool,
    pub(crate) initially_deferred: bool,
    pub(crate) options: Vec<StorageParameter>,
    pub(crate) name: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
}

impl Key {
    pub(crate) fn new(span: Span, on_field: bool, columns: Vec<Ident>) -> Key {
        Key {
            span,
            on_field,
            columns,
            include: Vec::new(),
            nulls_not_distinct: None,
            deferrable: false,
            initially_deferred: false,
            options: Vec::new(),
            name: None,
            comment: None,
        }
    }
}

/// `fillfactor = 70`
pub(crate) struct StorageParameter {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) value: String,
}

pub(crate) struct ForeignKey {
    pub(crate) span: Span,
    /// Whether it is declared by `#[references(...)]`; its own field is then the last of the columns.
    pub(crate) on_field: bool,
    /// The field's name, or the joined columns.
    pub(crate) origin: String,
    pub(crate) columns: Vec<ForeignKeyColumn>,
    pub(crate) target: Path,
    pub(crate) target_fields: Vec<Ident>,
    /// The target and its fields.
    pub(crate) target_region: Region,
    pub(crate) options: ForeignKeyOptions,
}

pub(crate) struct ForeignKeyColumn {
    pub(crate) field: Ident,
    /// Where a type that does not match is reported.
    pub(crate) region: Region,
}

#[derive(Default)]
pub(crate) struct ForeignKeyOptions {
    pub(crate) on_delete: Option<Action>,
    pub(crate) on_update: Option<Action>,
    pub(crate) match_full: bool,
    pub(crate) deferrable: bool,
    pub(crate) initially_deferred: bool,
    pub(crate) cross_type: bool,
    pub(crate) name: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
    pub(crate) waivers: Vec<Waiver>,
}

/// `restrict`, `set_null(a, b)`, ...
pub(crate) struct Action {
    pub(crate) word: Ident,
    pub(crate) kind: ActionKind,
    pub(crate) columns: Vec<Ident>,
    pub(crate) region: Region,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActionKind {
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// `waive(rule, reason = "...", until = "...")`
pub(crate) struct Waiver {
    pub(crate) rule: Ident,
    pub(crate) reason: LitStr,
    pub(crate) until: LitStr,
}

/// A name as an identifier or, where it is none, as a string.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

pub(crate) struct Check {
    pub(crate) name: Option<Name>,
    pub(crate) sql: Sql,
    pub(crate) no_inherit: bool,
    pub(crate) counterexample: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
}

pub(crate) struct Exclusion {
    pub(crate) index: Index,
    /// Of each key of the index.
    pub(crate) operators: Vec<LitStr>,
    pub(crate) deferrable: bool,
    pub(crate) initially_deferred: bool,
}

/// `range(a, expr("lower(b)"))`
pub(crate) struct PartitionBy {
    /// `range`, `list` or `hash`.
    pub(crate) strategy: Ident,
    /// Its keys, and nothing else.
    pub(crate) index: Index,
}

/// `name = "...", values = "..."`
pub(crate) struct Partition {
    pub(crate) span: Span,
    /// There is one, once validated.
    pub(crate) name: Option<LitStr>,
    pub(crate) namespace: Option<LitStr>,
    pub(crate) was: Option<LitStr>,
    pub(crate) of: Option<LitStr>,
    /// One of these two, once validated.
    pub(crate) values: Option<LitStr>,
    /// The word.
    pub(crate) default: Option<Ident>,
    pub(crate) partition_by: Option<PartitionBy>,
    /// The word.
    pub(crate) unlogged_word: Option<Ident>,
    pub(crate) options: Vec<StorageParameter>,
    pub(crate) comment: Option<LitStr>,
}

#[derive(Default)]
pub(crate) struct Index {
    /// The attribute.
    pub(crate) span: Option<Span>,
    pub(crate) unique: bool,
    pub(crate) method: Option<Ident>,
    pub(crate) keys: Vec<IndexKey>,
    pub(crate) include: Vec<Ident>,
    /// The word.
    pub(crate) nulls_not_distinct: Option<Ident>,
    pub(crate) options: Vec<StorageParameter>,
    pub(crate) predicate: Option<Sql>,
    pub(crate) name: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
}

pub(crate) struct IndexKey {
    pub(crate) term: IndexTerm,
    pub(crate) collation: Option<LitStr>,
    pub(crate) operator_class: Option<OperatorClass>,
    /// The first word of a direction or a place of NULLs.
    pub(crate) ordered: Option<Ident>,
    pub(crate) descending: bool,
    /// `Some(true)` for NULLS FIRST.
    pub(crate) nulls_first: Option<bool>,
}

/// `class "gist_trgm_ops" with(siglen = 32)`
pub(crate) struct OperatorClass {
    pub(crate) name: LitStr,
    pub(crate) parameters: Vec<StorageParameter>,
}

pub(crate) enum IndexTerm {
    Column(Ident),
    Expression(Sql),
}

/// SQL text in an attribute.
pub(crate) struct Sql {
    pub(crate) text: LitStr,
    /// The columns (fields), where the text is marked as one that sqlparser cannot read.
    pub(crate) unparsed: Option<Vec<Ident>>,
}

/// A rule on how rows may change.
pub(crate) struct Invariant {
    /// The attribute's word.
    pub(crate) span: Span,
    pub(crate) name: Option<LitStr>,
    pub(crate) rule: InvariantRule,
}

pub(crate) enum InvariantRule {
    Lifecycle(Lifecycle),
    /// Every field where none is named.
    Immutable {
        fields: Vec<Ident>,
    },
    Frozen {
        unless: States,
        except: Vec<Ident>,
    },
    FrozenWith {
        field: Ident,
        except: Vec<Ident>,
    },
    /// The states are those of a field of the struct that `field` refers to.
    InsertRequires {
        field: Ident,
        states: States,
    },
}

/// `status, initial = A, A => B | C`
pub(crate) struct Lifecycle {
    pub(crate) field: Ident,
    pub(crate) initial: Vec<Label>,
    pub(crate) transitions: Vec<Transitions>,
}

/// `A => B | C`
pub(crate) struct Transitions {
    pub(crate) from: Label,
    pub(crate) to: Vec<Label>,
}

/// `status = A | B`
pub(crate) struct States {
    pub(crate) field: Ident,
    pub(crate) labels: Vec<Label>,
}

/// A value of a `TextEnum`, as an identifier or a string literal.
pub(crate) struct Label {
    pub(crate) value: String,
    pub(crate) span: Span,
}

impl Lifecycle {
    /// Every label, in the order of the attribute; a label may come twice.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &Label> {
        let transitions = self.transitions.iter();
        self.initial
            .iter()
            .chain(transitions.flat_map(|transitions| [&transitions.from].into_iter().chain(&transitions.to)))
    }

    /// From and to, in the order of the attribute.
    pub(crate) fn transitions(&self) -> impl Iterator<Item = (&Label, &Label)> {
        self.transitions.iter().flat_map(|transitions| transitions.to.iter().map(|to| (&transitions.from, to)))
    }
}

/// A trigger as text.
pub(crate) struct Trigger {
    pub(crate) name: Name,
    /// `BEFORE UPDATE OF email`
    pub(crate) event: LitStr,
    /// `public.touch()`
    pub(crate) execute: LitStr,
    pub(crate) when: Option<LitStr>,
    pub(crate) for_each_statement: bool,
    pub(crate) comment: Option<LitStr>,
}

/// An enum that derives `TextEnum`.
pub(crate) struct TextEnum {
    pub(crate) ident: Ident,
    pub(crate) case: crate::case::Case,
    pub(crate) variants: Vec<Variant>,
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) value: Option<LitStr>,
}

/// An enum that derives `PgEnum`, a tuple struct that derives `Domain`, or a struct that derives `Composite`.
pub(crate) struct UserType {
    pub(crate) ident: Ident,
    pub(crate) comment: String,
    pub(crate) name: Option<LitStr>,
    pub(crate) namespace: Option<LitStr>,
    pub(crate) was: Option<LitStr>,
    pub(crate) kind: UserTypeKind,
    /// What each label of an enum, or attribute of a composite type, was called before.
    pub(crate) parts_were: Vec<Option<LitStr>>,
}

pub(crate) enum UserTypeKind {
    Enum { case: crate::case::Case, variants: Vec<Variant> },
    Domain(Box<Domain>),
    Composite(Vec<Attribute>),
}

pub(crate) struct Domain {
    pub(crate) ty: Type,
    pub(crate) collation: Option<LitStr>,
    pub(crate) default: Option<Sql>,
    pub(crate) not_null: bool,
    pub(crate) checks: Vec<DomainCheck>,
}

/// A CHECK of a domain.
pub(crate) struct DomainCheck {
    pub(crate) name: Option<Name>,
    /// On VALUE.
    pub(crate) condition: Sql,
    pub(crate) comment: String,
}

/// An attribute of a composite type.
pub(crate) struct Attribute {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) name: Option<LitStr>,
    pub(crate) collation: Option<LitStr>,
    pub(crate) comment: String,
}

/// What stands in `schema! { ... }`.
pub(crate) struct Schema {
    pub(crate) attributes: Vec<syn::Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) ident: Ident,
    pub(crate) postgres: Option<(LitInt, LitInt)>,
    pub(crate) extensions: Vec<LitStr>,
    pub(crate) routines: Vec<Routine>,
    /// Names and comments.
    pub(crate) namespaces: Vec<(LitStr, LitStr)>,
    pub(crate) sequences: Vec<Sequence>,
    pub(crate) types: Vec<Path>,
    pub(crate) steps: Vec<Step>,
    pub(crate) tables: Vec<Path>,
}

/// `step("name", "what it does", behind = backfill, sql = "...", locks(...), done = "...", undo("...", locks(...)))`
pub(crate) struct Step {
    pub(crate) name: LitStr,
    pub(crate) title: LitStr,
    pub(crate) behind: Ident,
    pub(crate) deed: Deed,
    pub(crate) done: syn::Expr,
    pub(crate) undo: Undo,
}

/// SQL, and what it does to others.
pub(crate) struct Deed {
    /// A literal, or anything else that is `&'static str`.
    pub(crate) sql: syn::Expr,
    /// Relations and the names of lock modes.
    pub(crate) locks: Vec<(LitStr, Ident)>,
    pub(crate) scans: Vec<LitStr>,
    pub(crate) rewrites: Vec<LitStr>,
}

pub(crate) enum Undo {
    By(Box<Deed>),
    Irreversible(LitStr),
}

/// `"public.touch()" = "CREATE FUNCTION ..."`
pub(crate) struct Routine {
    pub(crate) name: LitStr,
    /// A literal, or anything else that is `&'static str`: `include_str!("touch.sql")`.
    pub(crate) definition: syn::Expr,
    pub(crate) comment: Option<LitStr>,
}

/// `sequence("billing.numbers", type = "integer", start = 1000, owned_by = Invoice::number, comment = "...")`
pub(crate) struct Sequence {
    pub(crate) name: LitStr,
    pub(crate) was: Option<LitStr>,
    pub(crate) pg_type: Option<LitStr>,
    pub(crate) options: SequenceOptions,
    pub(crate) owned_by: Option<FieldPath>,
    pub(crate) comment: Option<LitStr>,
}

/// `Target::field`
pub(crate) struct FieldPath {
    pub(crate) table: Path,
    pub(crate) field: Ident,
    pub(crate) region: Region,
}
