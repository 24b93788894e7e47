//! Steps that make, replace and drop the functions and triggers behind invariants.

use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Invariant, ObjectName};
use crate::plan::Undo;
use crate::sql::{CreateTrigger, CreateTriggerFunction, DropTrigger, DropTriggerFunction, Statement, has_same_events};

impl Builder<'_> {
    pub(super) fn add_invariant(&mut self, table: &QualifiedName, name: &Ident, invariant: Invariant) {
        self.need_privileges(table, &invariant);
        let object = ObjectName::Invariant(table.clone(), name.clone());
        let drop = DropTriggerFunction { name: table.sibling(name) };
        let undo = Undo::Statements(vec![drop.into()]);
        self.step(Stage::Enforce, 0, Some(table), function(table, name, &invariant, false), undo, Some(&object));
        let drop = DropTrigger { table: table.clone(), name: name.clone(), is_of_statement: false };
        let undo = Undo::Statements(vec![drop.into()]);
        self.step(Stage::Enforce, 0, Some(table), trigger(table, name, &invariant, false), undo, Some(&object));
    }

    /// The function is replaced under the trigger that calls it: no moment without protection. It comes right behind new
    /// columns, which it may be about, and not behind the indexes that are built on them.
    pub(super) fn replace_invariant(&mut self, table: &QualifiedName, name: &Ident, from: Invariant, to: Invariant) {
        self.need_privileges(table, &to);
        let object = ObjectName::Invariant(table.clone(), name.clone());
        let back = Undo::Statements(vec![function(table, name, &from, true)]);
        self.step(Stage::Create, 5, Some(table), function(table, name, &to, true), back, Some(&object));
        if !has_same_events(&from, &to) {
            let back = Undo::Statements(vec![trigger(table, name, &from, true)]);
            self.step(Stage::Create, 5, Some(table), trigger(table, name, &to, true), back, Some(&object));
        }
    }

    pub(super) fn drop_invariant(&mut self, table: &QualifiedName, name: &Ident, invariant: Invariant) {
        self.privileges.own.insert(table.clone());
        let undo = Undo::Statements(vec![trigger(table, name, &invariant, false)]);
        let statement = DropTrigger { table: table.clone(), name: name.clone(), is_of_statement: false };
        self.step(Stage::Drop, 1, Some(table), statement, undo, None);
        self.drop_function(table, name, &invariant);
    }

    /// Behind the trigger or the table that calls it.
    pub(super) fn drop_function(&mut self, table: &QualifiedName, name: &Ident, invariant: &Invariant) {
        let undo = Undo::Statements(vec![function(table, name, invariant, false)]);
        let statement = DropTriggerFunction { name: table.sibling(name) };
        self.step(Stage::Drop, 9, Some(table), statement, undo, None);
    }

    pub(super) fn need_privileges(&mut self, table: &QualifiedName, invariant: &Invariant) {
        self.privileges.create_in.insert(table.namespace.clone());
        if !self.created.contains(table) {
            self.privileges.own.insert(table.clone());
        }
        if let Invariant::FrozenWith { parent, .. } | Invariant::InsertRequires(parent) = invariant
            && !self.created.contains(&parent.references)
        {
            self.privileges.lock.insert(parent.references.clone());
        }
    }
}

fn function(table: &QualifiedName, name: &Ident, invariant: &Invariant, replaces: bool) -> Statement {
    let (table, name, invariant) = (table.clone(), name.clone(), invariant.clone());
    CreateTriggerFunction { table, name, invariant, replaces }.into()
}

fn trigger(table: &QualifiedName, name: &Ident, invariant: &Invariant, replaces: bool) -> Statement {
    let (table, name, invariant) = (table.clone(), name.clone(), invariant.clone());
    CreateTrigger { table, name, invariant, replaces }.into()
}
