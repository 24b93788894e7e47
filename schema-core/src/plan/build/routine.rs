//! Steps that make, replace and drop functions, procedures and triggers that are declared as text.

use super::{Builder, Stage};
use crate::ident::{Ident, QualifiedName};
use crate::model::{ObjectName, Routine, RoutineName, Trigger};
use crate::plan::Undo;
use crate::plan::callers::caller;
use crate::sql::{
    AddTrigger, CreateRoutine, DropRoutine, DropTrigger, RelationKind, RenamedRelation, Replaces, behind_name,
    can_be_replaced, is_parsed_at_once, is_row_trigger, mentions, with_relations,
};

/// The place among what CREATE TABLE needs: with extensions, in the order of the changes.
const BEFORE_TABLES: u8 = 0;

impl Builder<'_> {
    pub(super) fn create_routine(&mut self, name: RoutineName, routine: Routine) {
        self.privileges.create_in.insert(name.name.namespace.clone());
        let object = ObjectName::Routine(name.clone());
        let undo = Undo::Statements(vec![DropRoutine { name: name.clone() }.into()]);
        // Defaults and CHECKs of tables may call it, or it needs the tables.
        let rank = if routine.needs.is_empty() { BEFORE_TABLES } else { 6 };
        let statement = CreateRoutine { name, routine, replaces: Replaces::Nothing };
        self.object_step(Stage::Create, rank, &object, statement, undo);
    }

    /// It comes behind new tables and columns, which it may be about; but before them where it is to be called otherwise,
    /// which they may do already.
    pub(super) fn replace_routine(&mut self, name: RoutineName, from: Routine, to: Routine) {
        self.privileges.create_in.insert(name.name.namespace.clone());
        let object = ObjectName::Routine(name.clone());
        let replaces = |from: &Routine, to: &Routine| match can_be_replaced(&from.definition, &to.definition) {
            true => Replaces::Body,
            false => Replaces::Signature,
        };
        let (forth, back) = (replaces(&from, &to), replaces(&to, &from));
        let is_called_otherwise = forth == Replaces::Signature || back == Replaces::Signature;
        let rank = if is_called_otherwise && to.needs.is_empty() { BEFORE_TABLES } else { 6 };
        let models = [self.input.before, self.input.after];
        let undo = match models.iter().find_map(|model| caller(model, &name)) {
            _ if self.has_old_name(&from) => has_followed(&name),
            Some(caller) if back == Replaces::Signature => Undo::Irreversible(format!(
                "CREATE OR REPLACE does not make {name} what it was, and PostgreSQL refuses to drop it while {caller} calls it"
            )),
            _ => {
                let back = CreateRoutine { name: name.clone(), routine: from, replaces: back };
                Undo::Statements(vec![back.into()])
            }
        };
        let statement = CreateRoutine { name, routine: to, replaces: forth };
        self.object_step(Stage::Create, rank, &object, statement, undo);
    }

    /// Behind what calls it; but before tables and columns that it takes, returns or reads, which PostgreSQL would keep.
    pub(super) fn drop_routine(&mut self, name: RoutineName, routine: Routine) {
        let loses_columns = |table: &QualifiedName| {
            let (old, new) = (self.input.before.tables.get(table), self.input.after.tables.get(table));
            let Some(new) = new else { return true };
            old.is_some_and(|old| old.columns.iter().any(|column| new.column(&column.name).is_none()))
        };
        let rank = if routine.needs.iter().any(loses_columns) { 6 } else { 9 };
        let object = ObjectName::Routine(name.clone());
        let undo = match self.has_old_name(&routine) {
            true => has_followed(&name),
            false => {
                let back = CreateRoutine { name: name.clone(), routine, replaces: Replaces::Nothing };
                Undo::Statements(vec![back.into()])
            }
        };
        self.object_step(Stage::Drop, rank, &object, DropRoutine { name }, undo);
    }

    /// Tells whether the text of a routine from before may name what has another name as long as its step is not undone,
    /// and where PostgreSQL reads it when the routine is made.
    fn has_old_name(&self, routine: &Routine) -> bool {
        let is_gone = |name: &QualifiedName| {
            !self.input.before.tables.contains_key(name) && !self.input.before.sequences.contains_key(name)
        };
        let names_relation = |(to, from): (&QualifiedName, &QualifiedName)| {
            let renamed = RenamedRelation { from, to, is: RelationKind::Table };
            from != to && is_gone(from) && with_relations(&routine.definition, &[renamed]) != routine.definition
        };
        let names_column =
            |(table, column): &(QualifiedName, Ident)| routine.needs.contains(table) && reads(routine, column);
        self.renamed.iter().any(names_relation) || self.renamed_columns.iter().any(names_column)
    }

    pub(super) fn add_trigger(&mut self, table: &QualifiedName, name: &Ident, trigger: Trigger) {
        self.own_unless_created(table);
        let object = ObjectName::Trigger(table.clone(), name.clone());
        let is_of_statement = !is_row_trigger(&trigger.definition);
        let drop = DropTrigger { table: table.clone(), name: name.clone(), is_of_statement };
        let statement = AddTrigger { table: table.clone(), name: name.clone(), trigger, replaces: false };
        self.step(Stage::Enforce, 1, Some(table), statement, Undo::Statements(vec![drop.into()]), Some(&object));
    }

    pub(super) fn replace_trigger(&mut self, table: &QualifiedName, name: &Ident, from: Trigger, to: Trigger) {
        self.own_unless_created(table);
        let object = ObjectName::Trigger(table.clone(), name.clone());
        let step = |trigger| AddTrigger { table: table.clone(), name: name.clone(), trigger, replaces: true };
        let back = Undo::Statements(vec![step(from).into()]);
        self.step(Stage::Enforce, 1, Some(table), step(to), back, Some(&object));
    }

    pub(super) fn drop_trigger(&mut self, table: &QualifiedName, name: Ident, trigger: Trigger) {
        self.own_unless_created(table);
        let is_of_statement = !is_row_trigger(&trigger.definition);
        let back = AddTrigger { table: table.clone(), name: name.clone(), trigger, replaces: false };
        let statement = DropTrigger { table: table.clone(), name, is_of_statement };
        self.step(Stage::Drop, 1, Some(table), statement, Undo::Statements(vec![back.into()]), None);
    }

    fn own_unless_created(&mut self, table: &QualifiedName) {
        if !self.created.contains(table) {
            self.privileges.own.insert(table.clone());
        }
    }
}

/// Tells whether a body that PostgreSQL parses when the routine is made mentions a column.
fn reads(routine: &Routine, column: &Ident) -> bool {
    is_parsed_at_once(&routine.definition) && mentions(behind_name(&routine.definition), column.as_str())
}

fn has_followed(routine: &RoutineName) -> Undo {
    Undo::Irreversible(format!(
        "PostgreSQL has written new names into {routine}, and its text does not say which of its words they are"
    ))
}
