//! A table as a whole.

use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt;

use crate::ast::{self, IndexTerm};
use crate::case::snake;
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::counterexample::counterexample;
use crate::valid::foreign_key::foreign_key;
use crate::valid::invariant::invariants;
use crate::valid::names::{self, Names};
use crate::valid::sql::{self, Expression, Place};

/// A declaration, and what its names and texts stand for.
pub(crate) struct Table<'a> {
    pub(crate) ast: &'a ast::Table,
    pub(crate) name: String,
    pub(crate) namespace: String,
    pub(crate) columns: Columns,
    /// For each CHECK.
    pub(crate) checks: Vec<Expression>,
    /// For each index.
    pub(crate) indexes: Vec<IndexTexts>,
}

/// The texts of an index.
pub(crate) struct IndexTexts {
    /// For each key that is an expression.
    pub(crate) keys: Vec<Option<Expression>>,
    pub(crate) predicate: Option<Expression>,
}

/// Checks the declaration. The result is meaningless once there are errors.
pub(crate) fn table<'a>(ast: &'a ast::Table, errors: &mut Errors) -> Table<'a> {
    let name = ast.name.as_ref().map_or_else(|| snake(&ast.ident.unraw().to_string()), |name| name.value());
    let name_span = ast.name.as_ref().map_or(ast.ident.span(), |name| name.span());
    names::name(&name, name_span, "a table", errors);
    if let Some(namespace) = &ast.namespace {
        names::namespace(namespace, errors);
    }
    let columns = Columns::new(name.clone(), &ast.fields);
    check_fields(ast, &columns, errors);
    columns.check(&ast.scope, "`scoped_by`", errors);
    check_keys(ast, &columns, errors);
    for key in &ast.foreign_keys {
        foreign_key(key, &columns, errors);
    }
    let checks = ast.checks.iter().map(|check| read_check(check, &columns, errors)).collect();
    let indexes = ast.indexes.iter().map(|index| read_index(index, &columns, errors)).collect();
    invariants(ast, &columns, errors);
    check_names(ast, &name, name_span, errors);
    let namespace = ast.namespace.as_ref().map_or_else(|| "public".to_owned(), |namespace| namespace.value());
    Table { ast, name, namespace, columns, checks, indexes }
}

fn check_fields(ast: &ast::Table, columns: &Columns, errors: &mut Errors) {
    let mut seen: Vec<&str> = Vec::new();
    for (field, column) in ast.fields.iter().zip(columns.iter()) {
        let span = field.name.as_ref().map_or(field.ident.span(), |name| name.span());
        names::column(&column.name, span, errors);
        if seen.contains(&column.name.as_str()) {
            errors.at(span, format!("another field is column `{}`", column.name));
        }
        seen.push(&column.name);
        if let Some(default) = &field.default {
            sql::read(default, Place::Default, columns, errors);
        }
    }
}

fn check_keys(ast: &ast::Table, columns: &Columns, errors: &mut Errors) {
    for (keys, what) in [(&ast.primary_keys, "the primary key"), (&ast.unique, "this unique constraint")] {
        for key in keys {
            if key.columns.is_empty() && !key.on_field {
                errors.at(key.span, format!("{what} names no column"));
            }
            columns.check(&key.columns, what, errors);
            names::given(key.name.as_ref(), "a constraint", errors);
            names::text(key.comment.as_ref(), errors);
        }
    }
    for key in ast.primary_keys.iter().skip(1) {
        let fields: Vec<String> =
            ast.primary_keys.iter().flat_map(|key| &key.columns).map(|field| field.unraw().to_string()).collect();
        let message = "a table has one primary key".to_owned();
        let help =
            format!("; for a key of several columns write `#[primary_key({})]` on the struct", fields.join(", "));
        errors.at(key.span, message + if key.on_field { &help } else { "" });
    }
}

fn read_check(check: &ast::Check, columns: &Columns, errors: &mut Errors) -> Expression {
    if let Some(name) = &check.name {
        names::name(&name.unraw().to_string(), name.span(), "a constraint", errors);
    }
    names::text(check.comment.as_ref(), errors);
    if let Some(literal) = &check.counterexample {
        counterexample(literal, columns, errors);
    }
    sql::read(&check.sql, Place::Check, columns, errors)
}

fn read_index(index: &ast::Index, columns: &Columns, errors: &mut Errors) -> IndexTexts {
    names::given(index.name.as_ref(), "an index", errors);
    names::text(index.comment.as_ref(), errors);
    let keys: Vec<&Ident> = index
        .keys
        .iter()
        .filter_map(|key| match &key.term {
            IndexTerm::Column(field) => Some(field),
            IndexTerm::Expression(_) => None,
        })
        .collect();
    columns.check(keys.into_iter().chain(&index.include), "this index", errors);
    let keys = index.keys.iter().map(|key| match &key.term {
        IndexTerm::Column(_) => None,
        IndexTerm::Expression(text) => Some(sql::read(text, Place::IndexExpression, columns, errors)),
    });
    let keys = keys.collect();
    let predicate = index.predicate.as_ref().map(|text| sql::read(text, Place::IndexPredicate, columns, errors));
    IndexTexts { keys, predicate }
}

/// Constraints of a table have names of their own, and what is an index shares its names with the tables.
fn check_names(ast: &ast::Table, table: &str, table_span: Span, errors: &mut Errors) {
    let mut constraints = Names::default();
    let mut relations = Names::default();
    relations.add(table, table_span, "table", errors);
    for key in ast.primary_keys.iter().chain(&ast.unique) {
        constraints.add_given(key.name.as_ref(), "constraint", errors);
        relations.add_given(key.name.as_ref(), "index", &mut Errors::default());
    }
    for key in &ast.foreign_keys {
        constraints.add_given(key.options.name.as_ref(), "constraint", errors);
    }
    for name in ast.checks.iter().filter_map(|check| check.name.as_ref()) {
        constraints.add(&name.unraw().to_string(), name.span(), "constraint", errors);
    }
    for index in &ast.indexes {
        relations.add_given(index.name.as_ref(), "table, constraint or index", errors);
    }
}
