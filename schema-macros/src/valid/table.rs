//! A table as a whole.

use proc_macro2::Span;
use syn::ext::IdentExt;

use crate::ast;
use crate::case::snake;
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::counterexample::counterexample;
use crate::valid::field::{self, RowHints};
use crate::valid::foreign_key::foreign_key;
use crate::valid::index::{IndexTexts, exclusion, index};
use crate::valid::invariant::invariants;
use crate::valid::names::{self, Names};
use crate::valid::partition::{PartitionTexts, partitions};
use crate::valid::sql::{self, Expression, Place};
use crate::valid::storage;
use crate::valid::trigger::trigger;

/// A declaration, and what its names and texts stand for.
pub(crate) struct Table<'a> {
    pub(crate) ast: &'a ast::Table,
    pub(crate) name: String,
    pub(crate) namespace: String,
    pub(crate) columns: Columns,
    /// For each field: the expression of a generated column.
    pub(crate) generated: Vec<Option<Expression>>,
    /// For each field: the texts of its hints on rows.
    pub(crate) row_hints: Vec<RowHints>,
    /// For each CHECK.
    pub(crate) checks: Vec<Expression>,
    /// For each index.
    pub(crate) indexes: Vec<IndexTexts>,
    /// For each exclusion constraint.
    pub(crate) exclusions: Vec<IndexTexts>,
    /// For the keys that divide it.
    pub(crate) partitions: PartitionTexts,
}

/// Checks the declaration. The result is meaningless once there are errors.
pub(crate) fn table<'a>(ast: &'a ast::Table, errors: &mut Errors) -> Table<'a> {
    let name = ast.name.as_ref().map_or_else(|| snake(&ast.ident.unraw().to_string()), |name| name.value());
    let name_span = ast.name.as_ref().map_or(ast.ident.span(), |name| name.span());
    names::name(&name, name_span, "a table", errors);
    names::given(ast.was.as_ref(), "a table", errors);
    if let Some(was) = ast.was.as_ref().filter(|was| was.value() == name) {
        errors.spanned(was, format!("the table is called `{name}` now; `was` is the name that it had before"));
    }
    if let Some(namespace) = &ast.namespace {
        names::namespace(namespace, errors);
    }
    let columns = Columns::new(name.clone(), &ast.fields);
    check_fields(ast, &columns, errors);
    let generated = ast.fields.iter().map(|ast| field::value_source(ast, &columns, errors)).collect();
    let row_hints = ast.fields.iter().map(|field| field::row_hints(field, &ast.fields, &columns, errors)).collect();
    columns.check(&ast.scope, "`scoped_by`", errors);
    storage::of_table(&ast.options, errors);
    check_keys(ast, &columns, errors);
    for key in &ast.foreign_keys {
        foreign_key(key, &columns, errors);
    }
    let checks = ast.checks.iter().map(|check| read_check(check, &columns, errors)).collect();
    let indexes = ast.indexes.iter().map(|ast| index(ast, &columns, errors)).collect();
    let exclusions = ast.exclusions.iter().map(|ast| exclusion(ast, &columns, errors)).collect();
    invariants(ast, &columns, errors);
    let partitions = partitions(ast, &columns, errors);
    for ast in &ast.triggers {
        trigger(ast, errors);
    }
    check_names(ast, &name, name_span, errors);
    let namespace = ast.namespace.as_ref().map_or_else(|| "public".to_owned(), |namespace| namespace.value());
    Table { ast, name, namespace, columns, generated, row_hints, checks, indexes, exclusions, partitions }
}

fn check_fields(ast: &ast::Table, columns: &Columns, errors: &mut Errors) {
    let mut seen: Vec<&str> = Vec::new();
    for (field, column) in ast.fields.iter().zip(columns.iter()) {
        let span = field.name.as_ref().map_or(field.ident.span(), |name| name.span());
        names::column(&column.name, span, errors);
        names::given(field.was.as_ref(), "a column", errors);
        if let Some(was) = field.was.as_ref().filter(|was| was.value() == column.name) {
            let name = &column.name;
            errors.spanned(was, format!("the column is called `{name}` now; `was` is the name that it had before"));
        }
        if seen.contains(&column.name.as_str()) {
            errors.at(span, format!("another field is column `{}`", column.name));
        }
        seen.push(&column.name);
        if let Some(default) = &field.default {
            sql::read(default, Place::Default, columns, errors);
        }
        field::by_name(field, errors);
    }
}

fn check_keys(ast: &ast::Table, columns: &Columns, errors: &mut Errors) {
    for (keys, what) in [(&ast.primary_keys, "the primary key"), (&ast.unique, "this unique constraint")] {
        for key in keys {
            if key.columns.is_empty() && !key.on_field {
                errors.at(key.span, format!("{what} names no column"));
            }
            columns.check(key.columns.iter().chain(&key.include), what, errors);
            storage::of_index(&key.options, "btree", errors);
            names::given(key.name.as_ref(), "a constraint", errors);
            names::text(key.comment.as_ref(), errors);
        }
    }
    for word in ast.primary_keys.iter().filter_map(|key| key.nulls_not_distinct.as_ref()) {
        errors.spanned(word, "the columns of a primary key are NOT NULL; `nulls_not_distinct` is for `#[unique(...)]`");
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
        names::name(&name.text, name.span, "a constraint", errors);
    }
    names::text(check.comment.as_ref(), errors);
    if let Some(literal) = &check.counterexample {
        counterexample(literal, columns, errors);
    }
    sql::read(&check.sql, Place::Check, columns, errors)
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
        constraints.add(&name.text, name.span, "constraint", errors);
    }
    for exclusion in &ast.exclusions {
        constraints.add_given(exclusion.index.name.as_ref(), "constraint", errors);
        relations.add_given(exclusion.index.name.as_ref(), "index", &mut Errors::default());
    }
    for partition in ast.partitions.iter().filter(|partition| partition.namespace.is_none()) {
        relations.add_given(partition.name.as_ref(), "table, partition, constraint or index", errors);
    }
    for index in &ast.indexes {
        relations.add_given(index.name.as_ref(), "table, constraint or index", errors);
    }
}
