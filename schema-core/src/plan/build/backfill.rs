//! Steps that fill the rows of a column that becomes NOT NULL.

use std::collections::BTreeSet;

use super::{Builder, Stage};
use crate::diff::row_hint;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, ObjectName, RoutineName};
use crate::plan::default::is_drawn;
use crate::plan::helper_name::helper_name;
use crate::plan::usage::{fires_on_update, null_test};
use crate::plan::{PlanInput, Undo};
use crate::sql::{CreateFillTrigger, DropFillTrigger, FillColumn};

impl Builder<'_> {
    /// Fills the rows that have no value, where a hint says with what.
    ///
    /// The trigger stays until the end, behind all else: old versions of the application write rows without the column as
    /// long as they run, and an operator may stop before it goes.
    pub(super) fn backfill(&mut self, table: &QualifiedName, column: &Ident) {
        let Some(value) = row_hint::backfill(self.input.after, table, column) else { return };
        self.privileges.create_in.insert(table.namespace.clone());
        let object = ObjectName::Column(table.clone(), column.clone());
        let origin = Some(&object);
        let name = self.fill_name(table, column);
        let old = self.input.before.tables.get(table);
        let is_new = old.is_none_or(|old| old.column(column).is_none());
        let keys = old.into_iter().flat_map(|old| old.foreign_keys());
        let keys = keys.filter(|(_, key)| key.columns.contains(column) && key.references != *table);
        let references: BTreeSet<QualifiedName> = keys.map(|(_, key)| key.references.clone()).collect();
        let null_test = null_test(self.input.after, table, column);
        let create = CreateFillTrigger {
            table: table.clone(),
            name: name.clone(),
            column: column.clone(),
            null_test,
            value: value.sql.clone(),
        };
        let drop = DropFillTrigger { table: table.clone(), name, column: column.clone() };
        let undo_fill = if is_new { Undo::WithObject(object.clone()) } else { Undo::ValuesStay };
        let undo_create = Undo::Statements(vec![drop.clone().into()]);
        self.step(Stage::Backfill, 0, Some(table), create.clone(), undo_create, origin);
        let fires = old.map(fires_on_update).unwrap_or_default();
        for holder in self.row_holders(table) {
            let fill = FillColumn {
                table: holder,
                alias: table.name.clone(),
                column: column.clone(),
                null_test,
                value: value.sql.clone(),
                is_drawn: is_drawn(&value.sql),
                references: references.clone(),
                fires: fires.clone(),
            };
            self.step(Stage::Backfill, 1, Some(table), fill, undo_fill.clone(), origin);
        }
        self.step(Stage::Drop, 0, Some(table), drop, Undo::Statements(vec![create.into()]), origin);
    }

    /// A name for the trigger and its function that no other has.
    fn fill_name(&self, table: &QualifiedName, column: &Ident) -> Ident {
        let models = [self.input.before, self.input.after];
        let is_free = |name: &Ident| {
            let function = RoutineName { name: table.sibling(name), arguments: String::new() };
            !models.iter().any(|model| {
                let triggers = model.tables.get(table).map(|table| &table.triggers);
                model.routines.contains_key(&function) || triggers.is_some_and(|triggers| triggers.contains_key(name))
            })
        };
        let numbered = (2..).map(|number| format!("backfill{number}"));
        let labels = std::iter::once("backfill".to_owned()).chain(numbered);
        let mut names = labels.map(|label| helper_name(table.name.as_str(), column.as_str(), &label));
        names.find(is_free).expect("one of endlessly many names is free")
    }
}

/// Tells whether rows of the column are filled: it becomes NOT NULL in a table that is there, and a hint says with what.
pub(in crate::plan) fn is_filled(input: &PlanInput<'_>, table: &QualifiedName, column: &Column) -> bool {
    let Some(old) = input.before.tables.get(table) else { return false };
    !column.nullable
        && old.column(&column.name).is_none_or(|old| old.nullable)
        && row_hint::backfill(input.after, table, &column.name).is_some()
}

/// Tells whether a generated column is computed from one whose rows are filled: until they are, it may have no value.
pub(in crate::plan) fn follows_fill(input: &PlanInput<'_>, table: &QualifiedName, column: &Column) -> bool {
    let (Some(generated), Some(of)) = (&column.generated, input.after.tables.get(table)) else { return false };
    let mut sources = generated.expression.columns.iter().filter_map(|name| of.column(name));
    sources.any(|source| is_filled(input, table, source))
}
