//! What all builders of attempts share.

use std::collections::BTreeMap;

use schema_core::ident::{Ident, QualifiedName};
use schema_core::model::{Invariant, Table};
use tokio_postgres::Client;

use super::attempt::{Attempt, Draft};
use super::columns::unique_sets;
use super::completion::Completion;
use super::row::Row;
use super::states::{Deed, fixed, parent_of, states};
use super::values::Tag;
use super::world::World;
use super::{MatrixError, Subject};

/// The declaration, its world, and the way to search more values.
pub(super) struct Builder<'a> {
    pub(super) client: &'a Client,
    pub(super) subject: &'a Subject,
    pub(super) world: &'a World,
    state_changes: BTreeMap<(QualifiedName, Tag, Ident, String), Row>,
}

impl<'a> Builder<'a> {
    /// Searches what each row needs to be in each state.
    pub(super) async fn new(
        client: &'a Client,
        subject: &'a Subject,
        world: &'a World,
    ) -> Result<Builder<'a>, MatrixError> {
        let mut builder = Builder { client, subject, world, state_changes: BTreeMap::new() };
        for (table, column) in builder.state_columns() {
            for state in states(subject, &table, &column) {
                for tag in Tag::ROWS {
                    let row = world.row(&table, tag);
                    if let Ok(changes) = builder.to_state(&table, row, &column, &state).await? {
                        builder.state_changes.insert((table.clone(), tag, column.clone(), state.clone()), changes);
                    }
                }
            }
        }
        Ok(builder)
    }

    /// Every column that holds a state, for its own table's invariants or another's.
    fn state_columns(&self) -> Vec<(QualifiedName, Ident)> {
        let mut columns = std::collections::BTreeSet::new();
        for (table, definition) in &self.subject.model.tables {
            for invariant in definition.invariants.values() {
                match invariant {
                    Invariant::Lifecycle { column, .. } | Invariant::Frozen { column, .. } => {
                        columns.insert((table.clone(), column.clone()));
                    }
                    _ => columns
                        .extend(parent_of(invariant).map(|parent| (parent.references.clone(), parent.column.clone()))),
                }
            }
        }
        columns.into_iter().collect()
    }

    /// What a row of the world needs so that it is in a state; `None` where no CHECK allows it.
    pub(super) fn state_change(&self, table: &QualifiedName, tag: Tag, column: &Ident, state: &str) -> Option<&Row> {
        self.state_changes.get(&(table.clone(), tag, column.clone(), state.to_owned()))
    }

    /// Likewise, with the columns that other states need and this one does not as they were: for a row that may have
    /// been brought into another state before.
    pub(super) fn state_whole(&self, table: &QualifiedName, tag: Tag, column: &Ident, state: &str) -> Option<Row> {
        let mut whole = self.state_change(table, tag, column, state)?.clone();
        let row = self.world.row(table, tag);
        for other in states(self.subject, table, column) {
            for column in self.state_change(table, tag, column, &other).into_iter().flat_map(Row::keys) {
                let as_it_was = || row.get(column).cloned().unwrap_or_else(|| "DEFAULT".to_owned());
                whole.entry(column.clone()).or_insert_with(as_it_was);
            }
        }
        whole.insert(column.clone(), schema_core::sql::literal(state));
        Some(whole)
    }

    /// Searches what a row needs so that it is in a state.
    pub(super) async fn to_state(
        &self,
        table: &QualifiedName,
        row: &Row,
        column: &Ident,
        state: &str,
    ) -> Result<Result<Row, MatrixError>, MatrixError> {
        let pinned = Row::from([(column.clone(), schema_core::sql::literal(state))]);
        self.complete(table, row, &pinned, None).await
    }

    /// Searches values for the columns that are neither linked nor in a key, so that the row satisfies every CHECK.
    pub(super) async fn complete(
        &self,
        table: &QualifiedName,
        row: &Row,
        pinned: &Row,
        skip: Option<&Ident>,
    ) -> Result<Result<Row, MatrixError>, MatrixError> {
        let free = |column: &Ident| self.is_free(table, column);
        let completion = Completion { table, row, pinned, extra: &[], skip, all: false };
        completion.run(self.client, self.subject, &free).await
    }

    /// Tells whether a search may change the column.
    pub(super) fn is_free(&self, table: &QualifiedName, column: &Ident) -> bool {
        !self.world.is_linked(self.subject, table, column)
            && !unique_sets(self.table(table)).iter().any(|set| set.columns.contains(column))
    }

    pub(super) fn table(&self, table: &QualifiedName) -> &'a Table {
        self.subject.table(table)
    }

    pub(super) fn draft(&'a self) -> Draft<'a> {
        Draft::new(self)
    }

    /// The row that attempts insert, with other values.
    pub(super) fn child_with(&self, table: &QualifiedName, values: &Row) -> Row {
        let mut row = self.world.row(table, Tag::C).clone();
        row.extend(values.iter().map(|(column, value)| (column.clone(), value.clone())));
        row
    }

    /// The row of a parent that the inserted row of a table refers to: one of its own, or else the world's.
    pub(super) fn row_referred_to(&self, table: &QualifiedName, parent: &QualifiedName) -> &'a Row {
        let own = self.world.planted(table, Tag::C).before.iter().find(|(of, _)| of == parent);
        own.map_or_else(|| self.world.row(parent, Tag::A), |(_, row)| row)
    }

    /// Foreign keys of a table that hold any of the columns, but for one.
    pub(super) fn foreign_keys_of(
        &self,
        table: &QualifiedName,
        columns: &[&Ident],
        but: Option<&Ident>,
    ) -> Vec<&'a Ident> {
        let holds = |key: &schema_core::model::ForeignKey| columns.iter().any(|column| key.columns.contains(column));
        let keys = self.table(table).foreign_keys();
        keys.filter(|(name, key)| Some(*name) != but && holds(key)).map(|(name, _)| name).collect()
    }

    /// Triggers of a table that answer to a deed because of any of the columns, but for one.
    pub(super) fn triggers_of(
        &self,
        table: &QualifiedName,
        columns: &[&Ident],
        deed: Deed,
        but: Option<&Ident>,
    ) -> Vec<&'a Ident> {
        let mentions = |invariant: &Invariant| {
            columns.iter().any(|column| {
                deed == Deed::Change && fixed(invariant).is_some_and(|fixed| fixed.columns.contains(column))
                    || parent_of(invariant).is_some_and(|parent| parent.columns.contains(column))
            })
        };
        let all = self.table(table).invariants.iter();
        all.filter(|(name, invariant)| Some(*name) != but && mentions(invariant)).map(|(name, _)| name).collect()
    }

    /// Triggers of a table that answer to its rows' inserts or deletes because of another row, or of their own state.
    pub(super) fn guards_of(&self, table: &QualifiedName, but: &Ident) -> Vec<&'a Ident> {
        let guards =
            |invariant: &Invariant| !matches!(invariant, Invariant::Lifecycle { .. } | Invariant::Immutable(_));
        let all = self.table(table).invariants.iter();
        all.filter(|(name, invariant)| *name != but && guards(invariant)).map(|(name, _)| name).collect()
    }
}

/// All attempts of one table, those of one rule together.
pub(super) async fn attempts(builder: &Builder<'_>, table: &QualifiedName) -> Result<Vec<Attempt>, MatrixError> {
    let mut attempts = super::plain::attempts(builder, table);
    attempts.extend(super::keys::attempts(builder, table).await?);
    attempts.extend(super::exclusions::attempts(builder, table).await?);
    attempts.extend(super::checks::attempts(builder, table).await?);
    attempts.extend(super::foreign_keys::attempts(builder, table));
    attempts.extend(super::lifecycle::attempts(builder, table).await?);
    attempts.extend(super::frozen::attempts(builder, table).await?);
    attempts.extend(super::catalog::attempts(builder.table(table)));
    Ok(attempts)
}
