//! The world: rows of every table that satisfy everything, in two scopes, and rows that attempts add.
//!
//! Columns that foreign keys make equal are one *class* and have one value per scope, so that rows fit together
//! whatever way the keys lead.

use std::collections::BTreeMap;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Expression, ForeignKey, Invariant, Table};
use schema_core::sql::literal;
use tokio_postgres::Client;

use super::candidates::{Found, Search};
use super::classes::{class_values, classes};
use super::columns::{UniqueSet, checks, default_of, type_of, unique_sets};
use super::completion::Completion;
use super::graph::Graph;
use super::row::{Planted, Row};
use super::states::initial_state;
use super::values::{self, Tag};
use super::{MatrixError, Subject};

/// Rows of every table.
#[derive(Debug)]
pub(super) struct World {
    /// How tables refer to one another.
    pub(super) graph: Graph,
    classes: BTreeMap<(QualifiedName, Ident), usize>,
    class_values: BTreeMap<(usize, Tag), String>,
    rows: BTreeMap<(QualifiedName, Tag), Planted>,
}

impl World {
    /// Makes up the rows; the server evaluates the CHECK constraints.
    pub(super) async fn build(client: &Client, subject: &Subject) -> Result<World, MatrixError> {
        subject.knows_every_table()?;
        let graph = Graph::of(&subject.model)?;
        let classes = classes(subject, &graph);
        let class_values = class_values(client, subject, &classes).await?;
        let mut world = World { graph, classes, class_values, rows: BTreeMap::new() };
        for tag in Tag::ROWS {
            for table in world.graph.order.clone() {
                let planted = world.make(client, subject, &table, tag).await?;
                world.rows.insert((table, tag), planted);
            }
        }
        Ok(world)
    }

    /// The row of a table; every table of the model has one of each of [`Tag::ROWS`].
    pub(super) fn planted(&self, table: &QualifiedName, tag: Tag) -> &Planted {
        &self.rows[&(table.clone(), tag)]
    }

    /// Likewise, without what stands before it.
    pub(super) fn row(&self, table: &QualifiedName, tag: Tag) -> &Row {
        &self.planted(table, tag).row
    }

    /// Tells whether foreign keys decide the column's value, or others refer to it.
    pub(super) fn is_linked(&self, subject: &Subject, table: &QualifiedName, column: &Ident) -> bool {
        self.classes.contains_key(&(table.clone(), column.clone()))
            || subject.table(table).foreign_keys().any(|(_, key)| key.columns.contains(column))
    }

    /// A value of a referenced column that no row has.
    pub(super) fn nowhere(&self, subject: &Subject, table: &QualifiedName, column: &Ident) -> String {
        let class = self.classes.get(&(table.clone(), column.clone()));
        class
            .and_then(|class| self.class_values.get(&(*class, Tag::Nowhere)).cloned())
            .unwrap_or_else(|| plain_value(subject, table, column, Tag::Nowhere))
    }

    async fn make(
        &self,
        client: &Client,
        subject: &Subject,
        table: &QualifiedName,
        tag: Tag,
    ) -> Result<Planted, MatrixError> {
        let mut planted = Planted { before: Vec::new(), row: self.first_draft(subject, table, tag) };
        self.leave_taken_keys(client, subject, table, tag, &mut planted).await?;
        let free = |column: &Ident| !self.is_linked(subject, table, column);
        let none = Row::new();
        // What a predicate keeps apart may be equal, so that is asked for first and given up first.
        let [of_all, of_whole] =
            [true, false].map(|partial| self.distinct_from_others(subject, table, tag, &planted.row, &free, partial));
        let complete = async |extra: &[(String, Vec<Ident>)]| {
            let completion = Completion { table, row: &planted.row, pinned: &none, extra, skip: None, all: true };
            completion.run(client, subject, &free).await
        };
        let mut found = complete(&of_all).await?;
        if found.is_err() && of_whole.len() < of_all.len() {
            found = complete(&of_whole).await?;
        }
        if found.is_err() && !of_whole.is_empty() {
            found = complete(&[]).await?;
        }
        match found {
            Ok(values) => planted.row.extend(values),
            Err(error) => return Err(error),
        }
        Ok(planted)
    }

    /// What the row is before CHECK constraints are asked.
    fn first_draft(&self, subject: &Subject, table: &QualifiedName, tag: Tag) -> Row {
        let definition = subject.table(table);
        let mut row = Row::new();
        for column in &definition.columns {
            let name = &column.name;
            let state = initial_state(subject, table, name);
            let value = match self.linked_value(subject, table, name, tag) {
                Some(value) => value,
                None if state.is_some() => state.unwrap_or_default(),
                None if column.default.is_some() && !is_in_key(definition, name) => continue,
                None => plain_value(subject, table, name, tag),
            };
            row.insert(name.clone(), value);
        }
        row
    }

    /// The value that a foreign key, or a reference to the column, decides.
    fn linked_value(&self, subject: &Subject, table: &QualifiedName, column: &Ident, tag: Tag) -> Option<String> {
        let scope = if tag == Tag::B { Tag::B } else { Tag::A };
        let definition = subject.table(table);
        let class = self.classes.get(&(table.clone(), column.clone())).copied();
        let mut keys = definition.foreign_keys().filter(|(_, key)| key.columns.contains(column)).peekable();
        if keys.peek().is_none() {
            return self.class_values.get(&(class?, tag)).cloned();
        }
        let keys: Vec<(&Ident, &ForeignKey)> = keys.collect();
        if keys.iter().any(|(name, _)| self.graph.follows(table, name)) {
            return self.class_values.get(&(class?, scope)).cloned();
        }
        // Only keys that close a circle: the row of the attempt refers to the world, the world's own rows to nothing.
        let nullable = definition.column(column).is_some_and(|column| column.nullable);
        if tag != Tag::C && nullable {
            return Some("NULL".to_owned());
        }
        keys.iter().find_map(|(_, key)| {
            let place = key.columns.iter().position(|own| own == column)?;
            let referenced = (key.references.clone(), key.referenced_columns[place].clone());
            self.class_values
                .get(&(*self.classes.get(&referenced)?, scope))
                .cloned()
                .or_else(|| self.rows.get(&(key.references.clone(), scope))?.row.get(&referenced.1).cloned())
        })
    }

    /// Where all columns of a unique key come from references, two rows of one scope would be equal in it: the row is
    /// given a referenced row of its own.
    async fn leave_taken_keys(
        &self,
        client: &Client,
        subject: &Subject,
        table: &QualifiedName,
        tag: Tag,
        planted: &mut Planted,
    ) -> Result<(), MatrixError> {
        let definition = subject.table(table);
        for UniqueSet { columns, predicate, .. } in unique_sets(definition) {
            let Some(other) = self.taken_by(table, tag, &planted.row, &columns) else { continue };
            if let Some(predicate) = predicate {
                let rows = [other, &planted.row];
                if !both_meet(client, subject, table, &rows, predicate).await? {
                    continue;
                }
            }
            let Some((foreign_key, own)) = own_reference(subject, table, &columns) else { continue };
            let Some(parent) = self.rows.get(&(foreign_key.references.clone(), tag)) else { continue };
            for place in own {
                if let Some(value) = parent.row.get(&foreign_key.referenced_columns[place]) {
                    planted.row.insert(foreign_key.columns[place].clone(), value.clone());
                }
            }
            planted.before.extend(parent.before.iter().cloned());
            planted.before.push((foreign_key.references.clone(), parent.row.clone()));
        }
        Ok(())
    }

    fn taken_by(&self, table: &QualifiedName, tag: Tag, row: &Row, columns: &[Ident]) -> Option<&Row> {
        Tag::ROWS.into_iter().take_while(|other| *other != tag).find_map(|other| {
            let other = &self.rows.get(&(table.clone(), other))?.row;
            let equal = |column: &Ident| {
                row.get(column).is_some_and(|value| value != "NULL" && other.get(column) == Some(value))
            };
            columns.iter().all(equal).then_some(other)
        })
    }

    /// Conditions that keep a row's unique keys apart from those of the rows before it, over the columns that are free;
    /// `partial` says whether keys with a predicate count.
    fn distinct_from_others(
        &self,
        subject: &Subject,
        table: &QualifiedName,
        tag: Tag,
        row: &Row,
        free: &impl Fn(&Ident) -> bool,
        partial: bool,
    ) -> Vec<(String, Vec<Ident>)> {
        let definition = subject.table(table);
        let checked = |column: &Ident| checks(definition).any(|(_, check)| check.columns.contains(column));
        let mut conditions = Vec::new();
        for UniqueSet { columns, predicate, .. } in unique_sets(definition) {
            let (searched, given): (Vec<&Ident>, Vec<&Ident>) =
                columns.iter().partition(|column| free(column) && checked(column));
            if searched.is_empty() || (predicate.is_some() && !partial) {
                continue;
            }
            for other in Tag::ROWS.into_iter().take_while(|other| *other != tag) {
                let Some(Planted { row: other, .. }) = self.rows.get(&(table.clone(), other)) else { continue };
                if given.iter().all(|column| row.get(*column) == other.get(*column)) {
                    let equal =
                        super::row::equal(searched.iter().filter_map(|column| Some((*column, other.get(*column)?))));
                    conditions
                        .push((format!("NOT ({equal})"), searched.iter().map(|column| (*column).clone()).collect()));
                }
            }
        }
        conditions
    }
}

/// A value that only the type and the tag decide.
fn plain_value(subject: &Subject, table: &QualifiedName, column: &Ident, tag: Tag) -> String {
    match subject.values.get(&(table.clone(), column.clone())).and_then(|values| values.first()) {
        Some(first) => literal(first),
        None => {
            subject.own_value(table, column).unwrap_or_else(|| values::value(&type_of(subject, table, column), tag))
        }
    }
}

fn is_in_key(table: &Table, column: &Ident) -> bool {
    unique_sets(table).iter().any(|set| set.columns.contains(column))
        || table.invariants.values().any(|invariant| match invariant {
            Invariant::Lifecycle { column: state, .. } | Invariant::Frozen { column: state, .. } => state == column,
            _ => false,
        })
}

/// A foreign key with columns in a unique key that no other foreign key has, and their places.
fn own_reference<'a>(
    subject: &'a Subject,
    table: &QualifiedName,
    columns: &[Ident],
) -> Option<(&'a ForeignKey, Vec<usize>)> {
    let definition = subject.table(table);
    let shared = |name: &Ident, column: &Ident| {
        definition.foreign_keys().any(|(other, key)| other != name && key.columns.contains(column))
    };
    definition.foreign_keys().filter(|(_, key)| key.references != *table).find_map(|(name, key)| {
        let own = |place: &usize| columns.contains(&key.columns[*place]) && !shared(name, &key.columns[*place]);
        let own: Vec<usize> = (0..key.columns.len()).filter(own).collect();
        (!own.is_empty()).then_some((key, own))
    })
}

/// Tells whether all rows meet a condition.
async fn both_meet(
    client: &Client,
    subject: &Subject,
    table: &QualifiedName,
    rows: &[&Row],
    condition: &Expression,
) -> Result<bool, MatrixError> {
    for row in rows {
        let value = |column: &Ident| {
            row.get(column).cloned().or_else(|| default_of(subject, table, column)).unwrap_or("NULL".to_owned())
        };
        let columns = condition.columns.iter();
        let search = Search {
            columns: columns
                .map(|column| (column.clone(), type_of(subject, table, column), vec![value(column)]))
                .collect(),
            conditions: vec![condition.sql.clone()],
            also: None,
        };
        if !matches!(search.run(client).await?, Found::Row(..)) {
            return Ok(false);
        }
    }
    Ok(true)
}
