//! An index by itself.

use syn::Ident;
use syn::ext::IdentExt;

use crate::ast::{self, IndexKey, IndexTerm};
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::sql::{self, Expression, Place};
use crate::valid::{names, storage};

/// The texts of an index.
pub(crate) struct IndexTexts {
    /// For each key that is an expression.
    pub(crate) keys: Vec<Option<Expression>>,
    pub(crate) predicate: Option<Expression>,
}

pub(crate) fn index(index: &ast::Index, columns: &Columns, errors: &mut Errors) -> IndexTexts {
    names::given(index.name.as_ref(), "an index", errors);
    read(index, columns, "this index", errors)
}

/// Reads the texts of an exclusion constraint.
pub(crate) fn exclusion(exclusion: &ast::Exclusion, columns: &Columns, errors: &mut Errors) -> IndexTexts {
    let index = &exclusion.index;
    names::given(index.name.as_ref(), "a constraint", errors);
    if let Some(word) =
        index.method.as_ref().filter(|word| ["gin", "brin"].contains(&word.unraw().to_string().as_str()))
    {
        errors.spanned(
            word,
            format!("a {} index finds no single row, as an exclusion constraint asks of it", word.unraw()),
        );
    }
    read(index, columns, "this exclusion constraint", errors)
}

/// Reads the texts of the keys that divide a table.
pub(crate) fn partition_keys(index: &ast::Index, columns: &Columns, errors: &mut Errors) -> IndexTexts {
    read(index, columns, "the table's division", errors)
}

fn read(index: &ast::Index, columns: &Columns, what: &str, errors: &mut Errors) -> IndexTexts {
    names::text(index.comment.as_ref(), errors);
    method(index, errors);
    let keys: Vec<&Ident> = index
        .keys
        .iter()
        .filter_map(|key| match &key.term {
            IndexTerm::Column(field) => Some(field),
            IndexTerm::Expression(_) => None,
        })
        .collect();
    columns.check(keys.into_iter().chain(&index.include), what, errors);
    let keys = index.keys.iter().map(|key| match &key.term {
        IndexTerm::Column(_) => None,
        IndexTerm::Expression(text) => Some(sql::read(text, Place::IndexExpression, columns, errors)),
    });
    let keys = keys.collect();
    let predicate = index.predicate.as_ref().map(|text| sql::read(text, Place::IndexPredicate, columns, errors));
    IndexTexts { keys, predicate }
}

/// Reports what the access method does not have. What methods of extensions have, only the server knows.
fn method(index: &ast::Index, errors: &mut Errors) {
    let method = index.method.as_ref().map_or_else(|| "btree".to_owned(), |method| method.unraw().to_string());
    storage::of_index(&index.options, &method, errors);
    for key in &index.keys {
        key_names(key, errors);
    }
    if let Some(word) = index.nulls_not_distinct.as_ref().filter(|_| !index.unique) {
        errors.spanned(word, "`nulls_not_distinct` says nothing of an index that is not `unique`");
    }
    let Some(word) = &index.method else { return };
    if !["btree", "hash", "gist", "spgist", "gin", "brin"].contains(&method.as_str()) || method == "btree" {
        return;
    }
    if index.unique {
        errors.spanned(word, format!("a {method} index cannot be unique"));
    }
    if index.keys.len() > 1 && matches!(method.as_str(), "hash" | "spgist") {
        errors.spanned(word, format!("a {method} index has one key"));
    }
    if !index.include.is_empty() && matches!(method.as_str(), "hash" | "gin" | "brin") {
        errors.spanned(word, format!("a {method} index has no `include`"));
    }
    for word in index.keys.iter().filter_map(|key| key.ordered.as_ref()) {
        errors.spanned(word, format!("a {method} index has no order"));
    }
}

fn key_names(key: &IndexKey, errors: &mut Errors) {
    names::catalog(key.collation.as_ref(), "a collation", errors);
    names::catalog(key.operator_class.as_ref().map(|class| &class.name), "an operator class", errors);
}
