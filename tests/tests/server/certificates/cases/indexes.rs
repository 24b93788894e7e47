//! Indexes.

use schema_core::model::Index;
use schema_core::sql::{CreateIndex, CreateIndexConcurrently, DropIndexConcurrently, RenameIndex};

use super::super::model::{child, expression_index, ident, index, unique_index};
use super::Case;

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
        Case::new("plain", INDEX, drop()),
        Case::new("unique", "CREATE UNIQUE INDEX i ON public.child (label)", drop()),
        Case::new("plain", INDEX, RenameIndex { table: child(), from: ident("i"), to: ident("renamed") }),
    ]
}
