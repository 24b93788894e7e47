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
    /// Fields.
    pub(crate) scope: Vec<Ident>,
    /// At most one, once validated.
    pub(crate) primary_keys: Vec<Key>,
    pub(crate) unique: Vec<Key>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) checks: Vec<Check>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) comment: String,
    pub(crate) name: Option<LitStr>,
    pub(crate) default: Option<Sql>,
}

/// A primary key or a unique constraint.
pub(crate) struct Key {
    /// The attribute, or the word in `#[column(...)]`.
    pub(crate) span: Span,
    /// Whether it is declared in `#[column(...)]`.
    pub(crate) on_field: bool,
    pub(crate) columns: Vec<Ident>,
    pub(crate) name: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
}

pub(crate) struct ForeignKey {
    pub(crate) span: Span,
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

pub(crate) struct Check {
    pub(crate) name: Option<Ident>,
    pub(crate) sql: Sql,
    pub(crate) comment: Option<LitStr>,
}

pub(crate) struct Index {
    pub(crate) unique: bool,
    pub(crate) keys: Vec<IndexKey>,
    pub(crate) include: Vec<Ident>,
    pub(crate) predicate: Option<Sql>,
    pub(crate) name: Option<LitStr>,
    pub(crate) comment: Option<LitStr>,
}

pub(crate) struct IndexKey {
    pub(crate) term: IndexTerm,
    pub(crate) descending: bool,
    /// `Some(true)` for NULLS FIRST.
    pub(crate) nulls_first: Option<bool>,
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

/// What stands in `schema! { ... }`.
pub(crate) struct Schema {
    pub(crate) attributes: Vec<syn::Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) ident: Ident,
    pub(crate) postgres: Option<(LitInt, LitInt)>,
    pub(crate) extensions: Vec<LitStr>,
    pub(crate) tables: Vec<Path>,
}
