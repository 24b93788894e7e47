//! Classes of columns: those that foreign keys make equal have one value per scope.

use std::collections::BTreeMap;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::sql::literal;
use tokio_postgres::Client;

use super::candidates::{Found, Search};
use super::columns::{checks, type_of};
use super::graph::Graph;
use super::values::{self, Tag};
use super::{MatrixError, Subject};

/// Numbers the classes: columns that the followed foreign keys make equal have one number.
pub(super) fn classes(subject: &Subject, graph: &Graph) -> BTreeMap<(QualifiedName, Ident), usize> {
    let mut classes: BTreeMap<(QualifiedName, Ident), usize> = BTreeMap::new();
    let mut next = 0;
    for (table, definition) in &subject.model.tables {
        for (name, key) in definition.foreign_keys() {
            for (column, referenced) in key.columns.iter().zip(&key.referenced_columns) {
                let referenced = (key.references.clone(), referenced.clone());
                if !graph.follows(table, name) {
                    classes.entry(referenced).or_insert_with(|| {
                        next += 1;
                        next
                    });
                    continue;
                }
                let (one, other) = ((table.clone(), column.clone()), referenced);
                let numbers = [classes.get(&one).copied(), classes.get(&other).copied()];
                let number = numbers.into_iter().flatten().min().unwrap_or_else(|| {
                    next += 1;
                    next
                });
                for old in numbers.into_iter().flatten() {
                    classes.values_mut().filter(|class| **class == old).for_each(|class| *class = number);
                }
                classes.insert(one, number);
                classes.insert(other, number);
            }
        }
    }
    classes
}

/// Chooses each class's values; CHECK constraints over one column of the class alone are asked.
pub(super) async fn class_values(
    client: &Client,
    subject: &Subject,
    classes: &BTreeMap<(QualifiedName, Ident), usize>,
) -> Result<BTreeMap<(usize, Tag), String>, MatrixError> {
    let mut members: BTreeMap<usize, Vec<&(QualifiedName, Ident)>> = BTreeMap::new();
    for (member, class) in classes {
        members.entry(*class).or_default().push(member);
    }
    let mut chosen = BTreeMap::new();
    for (class, members) in members {
        let Some((table, column)) = members.first() else { continue };
        let pg_type = type_of(subject, table, column);
        let mut conditions = Vec::new();
        let mut names = Vec::new();
        let mut listed = Vec::new();
        let holder = Ident::new("matrix value")?;
        for (table, column) in &members {
            listed.extend(subject.values.get(&(table.clone(), column.clone())).into_iter().flatten());
            for (name, check) in checks(subject.table(table)).filter(|(_, check)| check.columns == [column.clone()]) {
                conditions.push(format!("(SELECT {} FROM (SELECT {holder} AS {column}) AS v) IS NOT FALSE", check.sql));
                names.push(name.clone());
            }
        }
        let mut taken: Vec<String> = Vec::new();
        for tag in Tag::ROWS.into_iter().chain([Tag::Nowhere]) {
            let mut value = values::value(&pg_type, tag);
            if !conditions.is_empty() {
                let mut list = vec![value.clone()];
                list.extend(listed.iter().map(|value| literal(value)));
                list.extend(values::candidates(&pg_type, &conditions.join(" ")));
                list.retain(|candidate| !taken.contains(candidate));
                let search = Search {
                    columns: vec![(holder.clone(), pg_type.clone(), list)],
                    conditions: conditions.clone(),
                    also: None,
                };
                value = match search.run(client).await? {
                    Found::Row(row, _) => row.into_values().next().unwrap_or(value),
                    // Orphans may violate a CHECK; the line shows it. Third and further rows are rarely needed.
                    _ if taken.len() > 1 => value,
                    Found::Nothing => return Err(no_row(table, names, None)),
                    Found::Failed(reason) => return Err(no_row(table, names, Some(reason))),
                };
            }
            taken.push(value.clone());
            chosen.insert((class, tag), value);
        }
    }
    Ok(chosen)
}

fn no_row(table: &QualifiedName, checks: Vec<Ident>, reason: Option<String>) -> MatrixError {
    MatrixError::NoRow { table: table.clone(), checks, reason }
}
