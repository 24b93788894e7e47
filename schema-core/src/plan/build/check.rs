//! Steps that look at the rows that are there before a constraint meets them.

use std::collections::BTreeSet;

use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Attribute, Check, Index, IndexTerm, SchemaModel, Table, UserType, UserTypeKind};
use crate::plan::Undo;
use crate::plan::usage::composites_of;
use crate::sql::{CheckDuplicates, CheckRows, index_definition, literal, mentions};

impl Builder<'_> {
    pub(super) fn check_rows(&mut self, table: &QualifiedName, name: &Ident, check: &Check) {
        let Some(old) = self.input.before.tables.get(table) else { return };
        let key = match old.primary_key() {
            Some((_, key)) => key.columns.clone(),
            // The first columns tell people which row it is; a row's text takes 100 at most.
            None => old.columns.iter().take(8).map(|column| column.name.clone()).collect(),
        };
        let stage = self.stage_of_check(table, &check.expression.columns, &check.expression.sql);
        for holder in old.row_holders(table) {
            let (condition, key) = (check.expression.sql.clone(), key.clone());
            let statement = CheckRows { table: holder.clone(), name: name.clone(), condition, key };
            self.step(stage, 2, Some(table), statement, Undo::Nothing, None);
        }
    }

    pub(super) fn check_duplicates(&mut self, table: &QualifiedName, name: &Ident, index: &Index) {
        let Some(old) = self.input.before.tables.get(table) else { return };
        let columns: Vec<Ident> = index.columns().cloned().collect();
        if is_proven_unique(old, index) {
            return;
        }
        let stage = self.stage_of_check(table, &columns, &index_definition(index));
        // Equal rows of a partitioned table are in one partition: the key has the columns that decide on it.
        for holder in old.row_holders(table) {
            let (index, composites) = (index.clone(), composites_of(self.input.after, table, index));
            let statement = CheckDuplicates { table: holder.clone(), name: name.clone(), index, composites };
            self.step(stage, 3, Some(table), statement, Undo::Nothing, None);
        }
    }

    /// Before anything changes, unless the table is to have another name, a column is to be of another type, or columns, functions, types or extensions that it needs
    /// are not there yet.
    pub(super) fn stage_of_check(&self, table: &QualifiedName, columns: &[Ident], text: &str) -> Stage {
        let calls_new = || self.new_routines.iter().any(|routine| mentions(text, routine.name.name.as_str()));
        let is_renamed = self.renamed.contains_key(table) || self.changes_type(table, columns);
        if is_renamed || self.uses_what_is_made(text) || self.reads_new_columns(table, columns) || calls_new() {
            Stage::AuditNewColumns
        } else {
            Stage::Preflight
        }
    }

    /// Tells whether a text may name a type, a label of an enum, an attribute, or something of an extension that this
    /// migration makes, or renames.
    fn uses_what_is_made(&self, text: &str) -> bool {
        let (before, after) = (self.input.before, self.input.after);
        let is_new = |(name, is): &(&QualifiedName, &UserType)| before.types.get(*name) != Some(*is);
        let had = |name: &QualifiedName, attribute: &Attribute| match before.types.get(name).map(|was| &was.is) {
            Some(UserTypeKind::Composite(attributes)) => attributes.contains(attribute),
            _ => false,
        };
        let names_part = |name: &QualifiedName, is: &UserType| match &is.is {
            UserTypeKind::Enum(labels) => labels.iter().any(|label| text.contains(&literal(label))),
            UserTypeKind::Composite(attributes) => {
                let mut new = attributes.iter().filter(|attribute| !had(name, attribute));
                new.any(|attribute| mentions(text, attribute.name.as_str()))
            }
            UserTypeKind::Domain(_) => false,
        };
        let mut new_types = after.types.iter().filter(is_new);
        self.renames_in_types
            || new_types.any(|(name, is)| mentions(text, name.name.as_str()) || names_part(name, is))
            || after.extensions.keys().any(|extension| !before.extensions.contains_key(extension))
    }

    /// Tells whether one of the columns is of another type once the migration has begun: the text is about that.
    fn changes_type(&self, table: &QualifiedName, columns: &[Ident]) -> bool {
        let pg_type = |model: &SchemaModel, column: &Ident| {
            model.tables.get(table).and_then(|table| table.column(column)).map(|column| column.pg_type.clone())
        };
        columns.iter().any(|column| pg_type(self.input.before, column) != pg_type(self.input.after, column))
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
        .filter_map(|key| match (&key.term, &key.collation) {
            (IndexTerm::Column(column), None) => Some(column),
            _ => None,
        })
        .collect();
    table.keys().any(|(_, key)| {
        key.columns
            .iter()
            .all(|column| columns.contains(column) && table.column(column).is_some_and(|column| !column.nullable))
    })
}
