//! Partitioned tables: what PostgreSQL refuses of their keys, their constraints and their partitions.

use std::collections::BTreeSet;

use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt;

use crate::ast::{self, IndexTerm, Partition, PartitionBy};
use crate::errors::Errors;
use crate::valid::columns::Columns;
use crate::valid::index::{IndexTexts, partition_keys};
use crate::valid::names;
use crate::valid::storage;

/// The texts of keys: the table's, and each partition's that is divided in its turn.
#[derive(Default)]
pub(crate) struct PartitionTexts {
    pub(crate) table: Option<IndexTexts>,
    pub(crate) partitions: Vec<Option<IndexTexts>>,
}

/// Checks how the table is divided. <https://www.postgresql.org/docs/current/ddl-partitioning.html>
pub(crate) fn partitions(ast: &ast::Table, columns: &Columns, errors: &mut Errors) -> PartitionTexts {
    let Some(by) = &ast.partition_by else {
        if let Some(partition) = ast.partitions.first().filter(|_| !ast.lacks_partition_by) {
            errors.at(partition.span, "the table is not divided: write `#[table(partition_by = range(...))]`, too");
        }
        return PartitionTexts::default();
    };
    let table = Some(partition_by(by, ast, columns, errors));
    if let Some(word) = &ast.unlogged_word {
        errors.spanned(word, "a partitioned table has no rows itself, and cannot be unlogged");
    }
    if let Some(parameter) = ast.options.first() {
        errors.at(parameter.span, "a partitioned table has no storage parameters: write them in `#[partition(...)]`");
    }
    for check in ast.checks.iter().filter(|check| check.no_inherit) {
        errors.spanned(
            &check.sql.text,
            "a partitioned table has no check with `no_inherit`: its partitions have its rows",
        );
    }
    let partitions = ast.partitions.iter().map(|partition| {
        one(partition, ast, errors);
        partition.partition_by.as_ref().map(|by| partition_by(by, ast, columns, errors))
    });
    let partitions = partitions.collect();
    defaults(ast, errors);
    keys_have_all_columns(ast, errors);
    PartitionTexts { table, partitions }
}

fn partition_by(by: &PartitionBy, ast: &ast::Table, columns: &Columns, errors: &mut Errors) -> IndexTexts {
    let strategy = &by.strategy;
    match by.index.keys.len() {
        0 => errors.spanned(strategy, "names no column"),
        1 => {}
        _ if strategy == "list" => errors.spanned(strategy, "rows are divided by one list: name one column"),
        _ => {}
    }
    for key in &by.index.keys {
        if let Some(word) = &key.ordered {
            errors.spanned(word, "the keys of a partitioned table have no order");
        }
        let parameters = key.operator_class.iter().find(|class| !class.parameters.is_empty());
        if let Some(class) = parameters {
            errors.spanned(&class.name, "the operator class of a partition key has no parameters");
        }
        if let IndexTerm::Column(column) = &key.term
            && let Some(at) = columns.position(column)
            && ast.fields[at].sources.iter().any(|source| matches!(source.kind, ast::ValueSourceKind::Generated { .. }))
        {
            errors.spanned(column, "a generated column cannot decide on the partition of a row");
        }
    }
    partition_keys(&by.index, columns, errors)
}

fn one(partition: &Partition, ast: &ast::Table, errors: &mut Errors) {
    match &partition.name {
        Some(name) => names::name(&name.value(), name.span(), "a partition", errors),
        None => errors.at(partition.span, "the partition has no name: write `name = \"...\"`"),
    }
    names::given(partition.was.as_ref(), "a partition", errors);
    let is_own = |was: &&syn::LitStr| partition.name.as_ref().is_some_and(|name| name.value() == was.value());
    if let Some(was) = partition.was.as_ref().filter(is_own) {
        let message = format!("the partition is called `{}` now; `was` is the name that it had before", was.value());
        errors.spanned(was, message);
    }
    if let Some(namespace) = &partition.namespace {
        names::namespace(namespace, errors);
    }
    names::text(partition.comment.as_ref(), errors);
    storage::of_table(&partition.options, errors);
    if partition.partition_by.is_some()
        && let Some(parameter) = partition.options.first()
    {
        errors.at(parameter.span, "a partition that is divided in its turn has no storage parameters");
    }
    if partition.partition_by.is_some()
        && let Some(word) = &partition.unlogged_word
    {
        errors.spanned(word, "a partition that is divided in its turn has no rows itself, and cannot be unlogged");
    }
    let Some(strategy) = strategy_above(partition, ast, errors) else { return };
    match (&partition.values, &partition.default) {
        (Some(_), Some(word)) => {
            errors.spanned(word, "the default partition is for what no other has: leave out `values`")
        }
        (None, None) => {
            errors.at(partition.span, "says of no rows that they are in it: write `values = \"...\"` or `default`")
        }
        (None, Some(word)) if strategy == "hash" => {
            errors.spanned(word, "what is divided by a hash has no default partition");
        }
        (None, Some(_)) => {}
        (Some(values), None) => {
            let text = values.value();
            let (first, form) = match strategy.to_string().as_str() {
                "range" => ("FROM", "FROM (...) TO (...)"),
                "list" => ("IN", "IN (...)"),
                _ => ("WITH", "WITH (modulus 2, remainder 0)"),
            };
            let word = text.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            if !word.eq_ignore_ascii_case(first) || text.contains(';') || text.contains('\0') {
                errors.spanned(values, format!("expected `{form}`, for rows are divided by `{strategy}` here"));
            }
        }
    }
}

/// How rows are divided where the partition is one of those that they are divided among.
fn strategy_above<'a>(partition: &Partition, ast: &'a ast::Table, errors: &mut Errors) -> Option<&'a Ident> {
    let Some(of) = &partition.of else { return ast.partition_by.as_ref().map(|by| &by.strategy) };
    let mut others = ast.partitions.iter();
    let above = others.find(|other| other.name.as_ref().is_some_and(|name| name.value() == of.value()));
    let Some(above) = above else {
        errors.spanned(of, format!("no partition of this table is named `{}`", of.value()));
        return None;
    };
    if above.partition_by.is_none() {
        errors.spanned(of, format!("partition `{}` is not divided: it lacks `partition_by`", of.value()));
    }
    above.partition_by.as_ref().map(|by| &by.strategy)
}

fn defaults(ast: &ast::Table, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for partition in &ast.partitions {
        let Some(word) = &partition.default else { continue };
        if !seen.insert(partition.of.as_ref().map(|of| of.value())) {
            errors.spanned(word, "there is a default partition already");
        }
    }
}

/// A unique index of each partition is all that keeps rows of a table unique: equal ones must be in one partition.
fn keys_have_all_columns(ast: &ast::Table, errors: &mut Errors) {
    let levels =
        ast.partition_by.iter().chain(ast.partitions.iter().filter_map(|partition| partition.partition_by.as_ref()));
    let mut needed: Vec<&Ident> = Vec::new();
    let mut expression = None;
    for key in levels.flat_map(|by| &by.index.keys) {
        match &key.term {
            IndexTerm::Column(column) => needed.push(column),
            IndexTerm::Expression(sql) => expression = Some(sql),
        }
    }
    let mut check = |own: &[Ident], span: Span, what: &str| {
        if expression.is_some() {
            errors.at(span, format!("a table that is divided by an expression cannot have {what}"));
        } else if let Some(missing) =
            needed.iter().find(|needed| !own.iter().any(|column| column.unraw() == needed.unraw()))
        {
            let missing = missing.unraw();
            errors.at(
                span,
                format!("{what} of a partitioned table has the columns that divide it; `{missing}` is missing"),
            );
        }
    };
    for (keys, what) in [(&ast.primary_keys, "a primary key"), (&ast.unique, "a unique constraint")] {
        for key in keys {
            check(&key.columns, key.span, what);
        }
    }
    let columns = |index: &ast::Index| -> Vec<Ident> {
        let columns = index.keys.iter().filter_map(|key| match &key.term {
            IndexTerm::Column(column) => Some(column.clone()),
            IndexTerm::Expression(_) => None,
        });
        columns.collect()
    };
    for index in ast.indexes.iter().filter(|index| index.unique) {
        check(&columns(index), index.span.unwrap_or_else(Span::call_site), "a unique index");
    }
    for exclusion in &ast.exclusions {
        let equal =
            exclusion.index.keys.iter().zip(&exclusion.operators).filter(|(_, operator)| operator.value() == "=");
        let equal: Vec<Ident> = equal
            .filter_map(|(key, _)| match &key.term {
                IndexTerm::Column(column) => Some(column.clone()),
                IndexTerm::Expression(_) => None,
            })
            .collect();
        check(&equal, exclusion.index.span.unwrap_or_else(Span::call_site), "an exclusion constraint (with `=`)");
    }
}
