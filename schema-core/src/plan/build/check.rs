//! Steps that look at the rows that are there before a constraint meets them.

use std::collections::BTreeSet;

use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Check, Index, IndexTerm, Table};
use crate::plan::Undo;
use crate::sql::{CheckDuplicates, CheckRows};

impl Builder<'_> {
    pub(super) fn check_rows(&mut self, table: &QualifiedName, name: &Ident, check: &Check) {
        let Some(old) = self.input.before.tables.get(table) else { return };
        let key = match old.primary_key() {
            Some((_, key)) => key.columns.clone(),
            // The first columns tell people which row it is; a row's text takes 100 at most.
            None => old.columns.iter().take(8).map(|column| column.name.clone()).collect(),
        };
        let stage = self.stage_of_check(table, &check.expression.columns);
        let condition = check.expression.sql.clone();
        let statement = CheckRows { table: table.clone(), name: name.clone(), condition, key };
        self.step(stage, 2, Some(table), statement, Undo::Nothing, None);
    }

    pub(super) fn check_duplicates(&mut self, table: &QualifiedName, name: &Ident, index: &Index) {
        let Some(old) = self.input.before.tables.get(table) else { return };
        let columns: Vec<Ident> = index.columns().cloned().collect();
        if is_proven_unique(old, index) {
            return;
        }
        let stage = self.stage_of_check(table, &columns);
        let statement = CheckDuplicates { table: table.clone(), name: name.clone(), index: index.clone() };
        self.step(stage, 3, Some(table), statement, Undo::Nothing, None);
    }

    /// Before anything changes, unless the columns are not there yet.
    pub(super) fn stage_of_check(&self, table: &QualifiedName, columns: &[Ident]) -> Stage {
        if self.reads_new_columns(table, columns) { Stage::AuditNewColumns } else { Stage::Preflight }
    }

    pub(super) fn reads_new_columns(&self, table: &QualifiedName, columns: &[Ident]) -> bool {
        columns.iter().any(|column| self.new_columns.contains(&(table.clone(), column.clone())))
    }
}

/// Tells whether a key of the table as it is keeps equal rows out already: its columns are among those of the index.
fn is_proven_unique(table: &Table, index: &Index) -> bool {
    let columns: BTreeSet<&Ident> = index
        .keys
        .iter()
        .filter_map(|key| match &key.term {
            IndexTerm::Column(column) => Some(column),
            IndexTerm::Expression(_) => None,
        })
        .collect();
    table.keys().any(|(_, key)| {
        key.columns
            .iter()
            .all(|column| columns.contains(column) && table.column(column).is_some_and(|column| !column.nullable))
    })
}
