//! Indexes, and the names that PostgreSQL gives them.

use super::{TableResolver, comment, storage_parameters};
use crate::def::{IndexDef, IndexKeyDef, IndexTermDef};
use crate::diagnostic::Diagnostic;
use crate::ident::{Ident, InvalidQualifiedName, MAX_IDENT_BYTES, QualifiedName, join_columns};
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

/// The columns in an index's default name, those of INCLUDE too. PostgreSQL numbers what comes twice, as
/// `ChooseIndexColumnNames()` in `src/backend/commands/indexcmds.c` does.
pub(super) fn index_columns<'k>(keys: impl Iterator<Item = &'k IndexKeyDef>, include: &[&str]) -> String {
    let mut names: Vec<String> = Vec::new();
    for term in terms(keys).into_iter().chain(include.iter().map(|column| (*column).to_owned())) {
        let mut name = term.clone();
        let mut number = 0;
        while names.contains(&name) {
            number += 1;
            let digits = number.to_string();
            let end = term.floor_char_boundary(MAX_IDENT_BYTES - digits.len());
            name = format!("{}{digits}", &term[..end.min(term.len())]);
        }
        names.push(name);
    }
    join_columns(names.iter().map(String::as_str))
}

pub(super) fn terms<'k>(keys: impl Iterator<Item = &'k IndexKeyDef>) -> Vec<String> {
    let term = |key: &IndexKeyDef| match &key.term {
        IndexTermDef::Column(column) => (*column).to_owned(),
        IndexTermDef::Expression(expression) => expression_name(expression.sql),
    };
    keys.map(term).collect()
}

/// The name that PostgreSQL gives an index key without one: a function's name, else `expr`.
///
/// Follows `FigureIndexColname()` in `src/backend/parser/parse_target.c` for a plain function call; for what it treats
/// more cleverly (casts, CASE), the index needs a name of its own to have PostgreSQL's.
fn expression_name(sql: &str) -> String {
    let name_end = sql.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(sql.len());
    let (name, rest) = sql.split_at(name_end);
    let is_call = !name.is_empty() && rest.starts_with('(') && rest.ends_with(')') && closes_at_end(rest);
    if is_call { name.to_ascii_lowercase() } else { "expr".to_owned() }
}

/// Tells whether the parenthesis that `text` starts with is closed by its last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1 == text.len();
        }
    }
    false
}
