//! Which mutants there are, as SQL.

use std::collections::BTreeSet;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Check, Constraint, Expression, Index, Table};
use schema_core::sql::{constraint_definition, index_definition};

use crate::matrix::checks::stranger;
use crate::matrix::row::equal;
use crate::matrix::subject::enum_condition;
use crate::matrix::variants::{Variant, variants};
use crate::matrix::{Matrix, Outcome, Plan, Subject};

/// How to make a mutant, and where to look first.
#[derive(Clone, Debug)]
pub(super) struct Recipe {
    pub(super) description: String,
    /// The table that is changed.
    pub(super) table: QualifiedName,
    /// The rule that is changed; empty for none in particular.
    pub(super) rule: String,
    /// Other tables that the change can show in.
    pub(super) others: BTreeSet<QualifiedName>,
    pub(super) sql: String,
}

/// Makes all recipes, sorted by description.
pub(super) fn recipes(subject: &Subject, plan: &Plan, matrix: &Matrix) -> Vec<Recipe> {
    let mut recipes = Vec::new();
    for (table, definition) in &subject.model.tables {
        let maker = Maker { subject, table, definition };
        for (name, constraint) in &definition.constraints {
            recipes.push(maker.recipe(name, "is dropped", format!("{} CASCADE", maker.drop(name))));
            match constraint {
                Constraint::PrimaryKey(_) => {}
                Constraint::Unique(key) => recipes.extend(super::keys::unique(&maker, name, key)),
                Constraint::Exclusion(exclusion) => recipes.extend(super::keys::exclusion(&maker, name, exclusion)),
                Constraint::Check(check) => recipes.extend(maker.checks(name, check, plan, matrix)),
                Constraint::ForeignKey(key) => recipes.extend(super::foreign_keys::recipes(&maker, name, key)),
            }
        }
        recipes.extend(maker.nullable());
        for (name, index) in definition.indexes.iter().filter(|(_, index)| index.unique) {
            recipes.extend(maker.index(name, index));
        }
        recipes.extend(super::invariants::recipes(&maker));
    }
    recipes.sort_by(|one, other| one.description.cmp(&other.description));
    recipes
}

/// The index without its predicate, and without each part of it.
pub(super) fn other_predicates(index: &Index) -> Vec<(String, Index)> {
    let Some(predicate) = &index.predicate else { return Vec::new() };
    let total = ("has no predicate".to_owned(), Index { predicate: None, ..index.clone() });
    let parts = variants(&predicate.sql).into_iter().map(|variant| {
        let what = without(&variant);
        let predicate = Some(Expression::new(variant.sql, predicate.columns.clone()));
        (what, Index { predicate, ..index.clone() })
    });
    [total].into_iter().chain(parts).collect()
}

fn without(variant: &Variant) -> String {
    format!("leaves {} out", variant.without)
}

/// What the makers of one table's mutants share.
pub(super) struct Maker<'a> {
    pub(super) subject: &'a Subject,
    pub(super) table: &'a QualifiedName,
    pub(super) definition: &'a Table,
}

impl Maker<'_> {
    pub(super) fn recipe(&self, name: &Ident, what: &str, sql: String) -> Recipe {
        Recipe {
            description: format!("{}: {name} {what}", self.table),
            table: self.table.clone(),
            rule: name.as_str().to_owned(),
            others: BTreeSet::new(),
            sql,
        }
    }

    pub(super) fn drop(&self, name: &Ident) -> String {
        format!("ALTER TABLE {} DROP CONSTRAINT {name}", self.table)
    }

    /// Drops a constraint and adds another of its name.
    pub(super) fn replace(&self, name: &Ident, definition: &str) -> String {
        format!("{}; ALTER TABLE {} ADD CONSTRAINT {name} {definition}", self.drop(name), self.table)
    }

    pub(super) fn any_nullable<'c>(&self, mut columns: impl Iterator<Item = &'c Ident>) -> bool {
        columns.any(|column| self.definition.column(column).is_some_and(|column| column.nullable))
    }

    fn checks(&self, name: &Ident, check: &Check, plan: &Plan, matrix: &Matrix) -> Vec<Recipe> {
        let constraint = Constraint::Check(check.clone());
        let not_valid = format!("{} NOT VALID", constraint_definition(&constraint));
        let mut recipes = vec![self.recipe(name, "is not valid", self.replace(name, &not_valid))];
        if let Some((column, allowed)) = self.subject.enum_of(self.table, check) {
            let more: Vec<String> = allowed.iter().cloned().chain([stranger(allowed)]).collect();
            let loose = format!("CHECK ({})", enum_condition(column, &more));
            recipes.push(self.recipe(name, "accepts one more value", self.replace(name, &loose)));
            return recipes;
        }
        recipes.extend(variants(&check.expression.sql).into_iter().map(|variant| {
            let loose = format!("CHECK ({})", variant.sql);
            self.recipe(name, &without(&variant), self.replace(name, &loose))
        }));
        let attempts = plan.attempts.get(self.table).into_iter().flatten();
        let lines = matrix.tables.get(self.table).into_iter().flatten();
        for (attempt, line) in attempts.zip(lines) {
            let violates = attempt.rule == name.as_str() && matches!(line.outcome, Outcome::Refused { .. });
            if !violates || attempt.values.is_empty() {
                continue;
            }
            let typed = attempt.values.iter().map(|(column, value)| {
                let pg_type = self.definition.column(column).map(|column| column.pg_type.clone());
                let value = match pg_type {
                    Some(pg_type) if value != "NULL" => format!("CAST({value} AS {pg_type})"),
                    _ => value.clone(),
                };
                (column, value)
            });
            let typed: Vec<(&Ident, String)> = typed.collect();
            let row = equal(typed.iter().map(|(column, value)| (*column, value)));
            let loose = format!("CHECK (({}) OR ({row}))", check.expression.sql);
            let shown = crate::matrix::row::describe(&attempt.values);
            recipes.push(self.recipe(name, &format!("accepts {shown}"), self.replace(name, &loose)));
        }
        recipes
    }

    fn nullable(&self) -> Vec<Recipe> {
        // A primary key's columns cannot be NULL whatever else is said of them.
        let primary = self.definition.primary_key().map(|(_, key)| key.columns.clone()).unwrap_or_default();
        let columns = self.definition.columns.iter().filter(|column| !column.nullable);
        columns
            .filter(|column| !primary.contains(&column.name))
            .map(|column| Recipe {
                rule: String::new(),
                ..self.recipe(
                    &column.name,
                    "may be NULL",
                    format!("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", self.table, column.name),
                )
            })
            .collect()
    }

    fn index(&self, name: &Ident, index: &Index) -> Vec<Recipe> {
        let drop = format!("DROP INDEX {}", self.table.sibling(name));
        let create = |unique: &str, index: &Index| {
            format!("{drop}; CREATE {unique}INDEX {name} ON {} {}", self.table, index_definition(index))
        };
        let mut recipes = vec![
            self.recipe(name, "is dropped", format!("{drop} CASCADE")),
            self.recipe(name, "is not unique", create("", index)),
        ];
        for (what, index) in other_predicates(index) {
            recipes.push(self.recipe(name, &what, create("UNIQUE ", &index)));
        }
        if index.nulls_not_distinct && index.predicate.is_none() && self.any_nullable(index.columns()) {
            let distinct = Index { nulls_not_distinct: false, ..index.clone() };
            recipes.push(self.recipe(name, "takes NULLs for distinct", create("UNIQUE ", &distinct)));
        }
        recipes
    }
}
