//! Indexes.

use schema_core::ident::QualifiedName;
use schema_core::model::{Index, IndexKey, IndexTerm, OperatorClass};
use schema_core::sql::{CreateIndex, CreateIndexConcurrently, DropIndexConcurrently, RenameIndex};

use super::super::model::{child, expression, expression_index, ident, index, unique_index};
use super::Case;

const DATA: &str = "ALTER TABLE public.child ADD COLUMN data jsonb DEFAULT '{}'";
const INDEX: &str = "CREATE INDEX i ON public.child (amount)";

pub(super) fn cases() -> Vec<Case> {
    let create = |index: Index| CreateIndex { table: child(), name: ident("i"), index };
    let concurrently = |index: Index| CreateIndexConcurrently { table: child(), name: ident("i"), index };
    let drop = || DropIndexConcurrently { table: child(), name: ident("i") };
    vec![
        Case::new("plain", "", create(index(&["amount"]))),
        Case::new("unique", "", create(unique_index(&["label"]))),
        Case::new("unique, partial, on an expression", "", create(expression_index())),
        Case::new("plain", "", concurrently(index(&["amount"]))),
        Case::new("unique", "", concurrently(unique_index(&["label"]))),
        Case::new("unique, partial, on an expression", "", concurrently(expression_index())),
        Case::new("unique, NULLS NOT DISTINCT, with parameters", "", concurrently(not_distinct())),
        Case::new("gin, with an operator class", DATA, concurrently(gin())),
        Case::new("on an expression with a collation", "", concurrently(with_collation())),
        Case::new("gin, with an operator class", DATA, create(gin())),
        Case::new("plain", INDEX, drop()),
        Case::new("unique", "CREATE UNIQUE INDEX i ON public.child (label)", drop()),
        Case::new(
            "plain",
            INDEX,
            RenameIndex { table: child(), from: ident("i"), to: ident("renamed"), is_part: false },
        ),
    ]
}

fn not_distinct() -> Index {
    let options = [("fillfactor".to_owned(), "70".to_owned())].into();
    Index { nulls_not_distinct: true, options, ..unique_index(&["label"]) }
}

fn gin() -> Index {
    let term = IndexTerm::Column(ident("data"));
    let class = OperatorClass { name: catalog("jsonb_path_ops"), parameters: Default::default() };
    let key = IndexKey { operator_class: Some(Box::new(class)), ..IndexKey::new(term) };
    Index { method: Some(ident("gin")), keys: vec![key], ..Index::default() }
}

fn with_collation() -> Index {
    let term = IndexTerm::Expression(expression("lower(label)", &["label"]));
    let collation = Some(Box::new(catalog("C")));
    Index { keys: vec![IndexKey { collation, ..IndexKey::new(term) }], ..Index::default() }
}

fn catalog(name: &str) -> QualifiedName {
    QualifiedName::new(ident("pg_catalog"), ident(name))
}
