//! Indexes, and the names that PostgreSQL gives them.

use super::{TableResolver, comment, storage_parameters};
use crate::def::{IndexDef, IndexKeyDef, IndexTermDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, InvalidQualifiedName, QualifiedName};
use crate::index_name::{columns_in_name, expression_name};
use crate::model::{Index, IndexKey, IndexTerm, ObjectName, OperatorClass};

impl TableResolver<'_> {
    pub(super) fn index(&mut self, def: &IndexDef) {
        let origin = self.origin(&format!("index on {}", terms(def.keys.iter()).join(", ")));
        let Some(name) = self.name(def.name, &index_columns(def.keys.iter(), def.include), "idx", &origin) else {
            return;
        };
        let index = Index {
            unique: def.unique,
            method: self.method(def.method, &origin),
            keys: self.index_keys(def.keys.iter(), &origin),
            include: self.idents(def.include, &origin),
            nulls_not_distinct: def.nulls_not_distinct,
            options: storage_parameters(def.options),
            predicate: def.predicate.as_ref().map(|predicate| self.expression(predicate, &origin)),
            is_invalid: false,
            comment: comment(def.comment),
        };
        if self.table.indexes.contains_key(&name) {
            self.duplicate("index", &name, &origin);
            return;
        }
        self.resolver.origin(ObjectName::Index(self.name.clone(), name.clone()), origin);
        self.table.indexes.insert(name, index);
    }

    pub(super) fn method(&mut self, method: Option<&str>, origin: &str) -> Option<Ident> {
        // What is PostgreSQL's default is not written out: `using = btree` is the same index.
        method.filter(|method| *method != "btree").and_then(|method| self.resolver.ident(method, origin))
    }

    pub(super) fn index_keys<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k IndexKeyDef>,
        origin: &str,
    ) -> Vec<IndexKey> {
        keys.filter_map(|key| self.index_key(key, origin)).collect()
    }

    fn index_key(&mut self, def: &IndexKeyDef, origin: &str) -> Option<IndexKey> {
        let term = match &def.term {
            IndexTermDef::Column(column) => IndexTerm::Column(self.known_column(column, origin)?),
            IndexTermDef::Expression(expression) => IndexTerm::Expression(self.expression(expression, origin)),
        };
        let collation = match def.collation {
            Some(collation) => Some(Box::new(self.catalog_name(collation, origin)?)),
            None => None,
        };
        let operator_class = match &def.operator_class {
            Some(class) => Some(Box::new(OperatorClass {
                name: self.catalog_name(class.name, origin)?,
                parameters: storage_parameters(class.parameters),
            })),
            None => None,
        };
        Some(IndexKey { term, collation, operator_class, order: def.order, nulls: def.nulls })
    }

    /// A name of `pg_catalog`, unless a namespace stands before it.
    fn catalog_name(&mut self, text: &str, origin: &str) -> Option<QualifiedName> {
        if !text.contains('.') {
            let namespace = self.resolver.ident("pg_catalog", origin)?;
            return Some(QualifiedName::new(namespace, self.resolver.ident(text, origin)?));
        }
        let name = text.parse();
        let report = |invalid: InvalidQualifiedName| {
            self.resolver.diagnostics.push(Diagnostic::error("invalid-name", format!("{origin}: {invalid}")));
        };
        name.map_err(report).ok()
    }
}

/// The columns in an index's default name, those of INCLUDE too.
pub(super) fn index_columns<'k>(keys: impl Iterator<Item = &'k IndexKeyDef>, include: &[&str]) -> String {
    columns_in_name(terms(keys).into_iter().chain(include.iter().map(|column| (*column).to_owned())))
}

pub(super) fn terms<'k>(keys: impl Iterator<Item = &'k IndexKeyDef>) -> Vec<String> {
    let term = |key: &IndexKeyDef| match &key.term {
        IndexTermDef::Column(column) => (*column).to_owned(),
        IndexTermDef::Expression(expression) => expression_name(expression.sql),
    };
    keys.map(term).collect()
}
