//! Short ways to write down tables, keys and indexes for the cases.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{
    Check, Column, Deferrable, Expression, ForeignKey, Index, IndexKey, IndexTerm, Key, MatchType, ReferentialAction,
    Validity,
};
use schema_core::types::PgType;

/// A name.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name).unwrap_or_else(|invalid| panic!("{invalid}"))
}

/// A name in namespace `public`.
pub(crate) fn public(name: &str) -> QualifiedName {
    QualifiedName::new(ident("public"), ident(name))
}

pub(crate) fn child() -> QualifiedName {
    public("child")
}

pub(crate) fn parent() -> QualifiedName {
    public("parent")
}

pub(crate) fn idents(names: &[&str]) -> Vec<Ident> {
    names.iter().map(|name| ident(name)).collect()
}

/// A foreign key without options.
pub(crate) fn foreign_key(columns: &[&str], references: QualifiedName, referenced: &[&str]) -> ForeignKey {
    ForeignKey {
        columns: idents(columns),
        references,
        referenced_columns: idents(referenced),
        match_type: MatchType::Simple,
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        deferrable: Deferrable::Not,
        validity: Validity::Valid,
        comment: None,
    }
}

/// `child (parent_id)` to `parent (id)`.
pub(crate) fn to_parent() -> ForeignKey {
    foreign_key(&["parent_id"], parent(), &["id"])
}

/// `child (previous_id)` to `child (id)`.
pub(crate) fn to_itself() -> ForeignKey {
    foreign_key(&["previous_id"], child(), &["id"])
}

/// `child (region, parent_id)` to `parent (region, id)`, MATCH FULL.
pub(crate) fn match_full() -> ForeignKey {
    let simple = foreign_key(&["region", "parent_id"], parent(), &["region", "id"]);
    ForeignKey { match_type: MatchType::Full, ..simple }
}

pub(crate) fn expression(sql: &str, columns: &[&str]) -> Expression {
    Expression { sql: sql.to_owned(), columns: idents(columns) }
}

pub(crate) fn check(sql: &str, columns: &[&str]) -> Check {
    Check::new(expression(sql, columns))
}

pub(crate) fn key(columns: &[&str]) -> Key {
    Key { columns: idents(columns), ..Key::default() }
}

/// An index on columns.
pub(crate) fn index(columns: &[&str]) -> Index {
    let keys = columns.iter().map(|column| index_key(IndexTerm::Column(ident(column)))).collect();
    Index { keys, ..Index::default() }
}

pub(crate) fn unique_index(columns: &[&str]) -> Index {
    Index { unique: true, ..index(columns) }
}

/// A unique partial index on an expression, with INCLUDE.
pub(crate) fn expression_index() -> Index {
    Index {
        unique: true,
        keys: vec![index_key(IndexTerm::Expression(expression("lower(label)", &["label"])))],
        include: idents(&["amount"]),
        predicate: Some(expression("amount > 0", &["amount"])),
        ..Index::default()
    }
}

fn index_key(term: IndexTerm) -> IndexKey {
    IndexKey::new(term)
}

/// A column that may be NULL.
pub(crate) fn nullable(name: &str, pg_type: PgType) -> Column {
    Column::new(ident(name), pg_type)
}

pub(crate) fn not_null(name: &str, pg_type: PgType, default: Option<&str>) -> Column {
    Column { nullable: false, default: default.map(str::to_owned), ..nullable(name, pg_type) }
}
