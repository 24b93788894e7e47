//! Whether a database behaves as the declared schema does: the matrix of both, line by line.

use schema_core::ident::QualifiedName;
use schema_core::model::{Invariant, SchemaModel};

use crate::matrix::{IN_ANOTHER_SCOPE, Line, Matrix};

/// What a line of the matrix is about, in the terms of a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The lifecycle of rows that others are frozen with, and which of them are in force.
    FreezingLifecycle,
    /// Any other lifecycle.
    Lifecycle,
    /// References across scopes.
    Scope,
    /// Every other rule.
    Rule,
}

impl Aspect {
    /// Every aspect, in the order of the report.
    pub const ALL: [Aspect; 4] = [Aspect::FreezingLifecycle, Aspect::Lifecycle, Aspect::Scope, Aspect::Rule];

    /// Tells what a line is about.
    pub fn of(model: &SchemaModel, table: &QualifiedName, line: &Line) -> Aspect {
        if line.attempt.contains(IN_ANOTHER_SCOPE) {
            return Aspect::Scope;
        }
        let Some(definition) = model.tables.get(table) else { return Aspect::Rule };
        let freezes = definition.invariants.values().any(|rule| matches!(rule, Invariant::Frozen { .. }));
        let invariant = definition.invariants.iter().find(|(name, _)| name.as_str() == line.rule);
        let is_lifecycle = matches!(invariant, Some((_, Invariant::Lifecycle { .. })));
        let index = definition.indexes.iter().find(|(name, _)| name.as_str() == line.rule);
        let is_in_force = index.is_some_and(|(_, index)| index.unique && index.predicate.is_some());
        match (freezes, is_lifecycle) {
            (true, true) => Aspect::FreezingLifecycle,
            (true, false) if is_in_force => Aspect::FreezingLifecycle,
            (false, true) => Aspect::Lifecycle,
            _ => Aspect::Rule,
        }
    }
}

/// The lines of one aspect: how many there are, and which of them differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What they are about.
    pub aspect: Aspect,
    /// How many lines the declared schema has.
    pub lines: usize,
    /// In words, those that a database answers otherwise.
    pub differing: Vec<String>,
}

/// Compares what a database does with what the declared schema does on a server of the same major.
pub fn compare(model: &SchemaModel, declared: &Matrix, actual: &Matrix) -> Vec<Comparison> {
    let mut comparisons: Vec<Comparison> =
        Aspect::ALL.map(|aspect| Comparison { aspect, lines: 0, differing: Vec::new() }).into();
    for (table, lines) in &declared.tables {
        let found = actual.tables.get(table);
        for (at, line) in lines.iter().enumerate() {
            let aspect = Aspect::of(model, table, line);
            let Some(comparison) = comparisons.iter_mut().find(|comparison| comparison.aspect == aspect) else {
                continue;
            };
            comparison.lines += 1;
            // Both were asked by one plan, so lines have their places.
            let is = found.and_then(|lines| lines.get(at));
            if is.is_none_or(|is| is.outcome != line.outcome) {
                let is = is.map_or_else(|| "not asked".to_owned(), Line::outcome_text);
                let rule = if line.rule.is_empty() { String::new() } else { format!("{}: ", line.rule) };
                let was = line.outcome_text();
                comparison.differing.push(format!("{table}: {rule}{}: {is}; declared: {was}", line.attempt));
            }
        }
    }
    comparisons
}
