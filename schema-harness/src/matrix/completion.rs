//! Completing a row: values for the columns that may change, so that every CHECK is satisfied.

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::Constraint;
use schema_core::sql::literal;
use schema_core::types::PgType;
use tokio_postgres::Client;

use super::candidates::{Found, Search};
use super::columns::{checks, default_of, type_of};
use super::row::Row;
use super::values::{self, Tag};
use super::{MatrixError, Subject};

/// Values that a row must have beside those it has, so that it still satisfies every CHECK.
pub(super) struct Completion<'a> {
    pub(super) table: &'a QualifiedName,
    /// The row as it is.
    pub(super) row: &'a Row,
    /// Values that it is to have.
    pub(super) pinned: &'a Row,
    /// More conditions, each with its columns.
    pub(super) extra: &'a [(String, Vec<Ident>)],
    /// A CHECK that need not hold.
    pub(super) skip: Option<&'a Ident>,
    /// Whether to ask all CHECK constraints, not only those that the pinned values and the conditions touch.
    pub(super) all: bool,
}

/// CHECK constraints and conditions that share columns.
#[derive(Default)]
struct Component {
    columns: Vec<Ident>,
    conditions: Vec<String>,
    checks: Vec<Ident>,
    touched: bool,
}

impl Completion<'_> {
    /// Searches; `free` says which columns may change. Returns the values that differ, those pinned among them.
    pub(super) async fn run(
        &self,
        client: &Client,
        subject: &Subject,
        free: &impl Fn(&Ident) -> bool,
    ) -> Result<Result<Row, MatrixError>, MatrixError> {
        let mut values = self.pinned.clone();
        for component in self.components(subject, free) {
            if !(self.all || component.touched) || self.is_plainly_satisfied(subject, &component) {
                continue;
            }
            let text = component.conditions.join(" ");
            let search = Search {
                columns: component
                    .columns
                    .iter()
                    .map(|column| self.candidates(subject, column, &component, &text, free))
                    .collect(),
                conditions: component
                    .conditions
                    .iter()
                    .map(|condition| format!("({condition}) IS NOT FALSE"))
                    .collect(),
                also: None,
            };
            let reason = match search.run(client).await? {
                Found::Row(found, _) => {
                    let row = self.row;
                    let default = |column: &Ident, value: &String| {
                        !row.contains_key(column) && default_of(subject, self.table, column).as_ref() == Some(value)
                    };
                    values.extend(
                        found
                            .into_iter()
                            .filter(|(column, value)| row.get(column) != Some(value) && !default(column, value)),
                    );
                    continue;
                }
                Found::Nothing => None,
                Found::Failed(reason) => Some(reason),
            };
            return Ok(Err(MatrixError::NoRow { table: self.table.clone(), checks: component.checks, reason }));
        }
        Ok(Ok(values))
    }

    fn components(&self, subject: &Subject, free: &impl Fn(&Ident) -> bool) -> Vec<Component> {
        let definition = subject.table(self.table);
        let touched = |columns: &[Ident]| columns.iter().any(|column| self.pinned.contains_key(column));
        let of_checks =
            checks(definition).filter(|(name, _)| Some(*name) != self.skip).map(|(name, check)| Component {
                columns: check.columns.clone(),
                conditions: vec![check.sql.clone()],
                checks: vec![name.clone()],
                touched: touched(&check.columns),
            });
        let of_extra = self.extra.iter().map(|(condition, columns)| Component {
            columns: columns.clone(),
            conditions: vec![condition.clone()],
            checks: Vec::new(),
            touched: true,
        });
        let mut components: Vec<Component> = Vec::new();
        for mut component in of_checks.chain(of_extra) {
            let links = |other: &Component| {
                other.columns.iter().any(|column| {
                    component.columns.contains(column) && free(column) && !self.pinned.contains_key(column)
                })
            };
            let (linked, apart): (Vec<Component>, Vec<Component>) = components.into_iter().partition(links);
            for other in linked {
                component.conditions.extend(other.conditions);
                component.checks.extend(other.checks);
                component.touched |= other.touched;
                component.columns.extend(other.columns);
            }
            component.columns.sort();
            component.columns.dedup();
            components = apart;
            components.push(component);
        }
        components
    }

    /// Tells whether the component is one enum's CHECK and the row has one of its values: no need to ask.
    fn is_plainly_satisfied(&self, subject: &Subject, component: &Component) -> bool {
        let ([column], [_], [check]) = (&component.columns[..], &component.conditions[..], &component.checks[..])
        else {
            return false;
        };
        let Some(Constraint::Check(check)) = subject.table(self.table).constraints.get(check) else { return false };
        let Some((_, values)) = subject.enum_of(self.table, check) else { return false };
        let value = self.pinned.get(column).or_else(|| self.row.get(column)).cloned();
        let Some(value) = value.or_else(|| default_of(subject, self.table, column)) else { return false };
        let value = value.trim_start_matches('(').trim_end_matches(')');
        value == "NULL" || values.iter().any(|allowed| literal(allowed) == value)
    }

    fn candidates(
        &self,
        subject: &Subject,
        column: &Ident,
        component: &Component,
        text: &str,
        free: &impl Fn(&Ident) -> bool,
    ) -> (Ident, PgType, Vec<String>) {
        let pg_type = type_of(subject, self.table, column);
        let fixed = self.pinned.get(column).or_else(|| self.row.get(column).filter(|_| !free(column)));
        let list = match fixed {
            Some(value) => vec![value.clone()],
            None => wanted(subject, self.table, self.row, column, &component.columns, text),
        };
        (column.clone(), pg_type, list)
    }
}

/// Candidates of a column, the most wanted first: its value, NULL where it may be, its enum's values, what stands in the
/// conditions, the values of the other columns.
pub(super) fn wanted(
    subject: &Subject,
    table: &QualifiedName,
    row: &Row,
    column: &Ident,
    others: &[Ident],
    conditions: &str,
) -> Vec<String> {
    let definition = subject.table(table);
    let pg_type = type_of(subject, table, column);
    let mut list: Vec<String> = row.get(column).cloned().into_iter().collect();
    list.extend(default_of(subject, table, column));
    if definition.column(column).is_some_and(|column| column.nullable) {
        list.push("NULL".to_owned());
    }
    match subject.values.get(&(table.clone(), column.clone())) {
        Some(allowed) => list.extend(allowed.iter().map(|value| literal(value))),
        None if subject.own_value(table, column).is_some() => list.extend(subject.own_value(table, column)),
        None => {
            let same = others.iter().filter(|other| *other != column && type_of(subject, table, other) == pg_type);
            list.extend(same.filter_map(|other| row.get(other)).filter(|value| *value != "NULL").cloned());
            list.extend(values::candidates(&pg_type, conditions));
            list.extend([Tag::P, Tag::Q].map(|tag| values::value(&pg_type, tag)));
        }
    }
    list
}
