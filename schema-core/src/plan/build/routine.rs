//! Steps that make, replace and drop functions, procedures and triggers that are declared as text.

use super::{Builder, Stage};
use crate::diff::{Callers, calls_any};
use crate::ident::{Ident, QualifiedName};
use crate::model::{ObjectName, Routine, RoutineName, Trigger};
use crate::plan::callers::{caller, keepers};
use crate::plan::{Undo, undo};
use crate::sql::{
    AddTrigger, CreateRoutine, DropDefault, DropRoutine, DropTrigger, RelationKind, RenamedRelation, ReplacedTrigger,
    Replaces, SetDefault, behind_name, can_be_replaced, is_parsed_at_once, is_row_trigger, mentions, with_relations,
};

/// The place among what CREATE TABLE needs: with extensions, in the order of the changes.
const BEFORE_TABLES: u8 = 0;
/// The place behind new tables and columns.
const BEHIND_TABLES: u8 = 6;
/// The place of the defaults that call such.
pub(super) const BEHIND_ROUTINES: u8 = 7;
/// The place, among what is dropped, before tables and columns; indexes have it too, and go before.
const BEFORE_DROPPED_TABLES: u8 = 6;

impl Builder<'_> {
    pub(super) fn create_routine(&mut self, name: RoutineName, routine: Routine) {
        self.privileges.create_in.insert(name.name.namespace.clone());
        let object = ObjectName::Routine(name.clone());
        let undo = Undo::Statements(vec![DropRoutine { name: name.clone() }.into()]);
        // Defaults and CHECKs of tables may call it, or it needs the tables.
        let rank = if self.behind_tables.contains(&name) { BEHIND_TABLES } else { BEFORE_TABLES };
        let statement = CreateRoutine { name, routine, replaces: Replaces::Nothing, keepers: Vec::new() };
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
        let waits = !to.needs.is_empty() || self.behind_tables.contains(&name);
        let rank = if is_called_otherwise && !waits { BEFORE_TABLES } else { BEHIND_TABLES };
        let is_other = from.definition != to.definition;
        let keepers = if is_other { keepers(self.input.before, &name) } else { Vec::new() };
        let models = [self.input.before, self.input.after];
        let undo = match models.iter().find_map(|model| caller(model, &name)) {
            _ if self.has_old_name(&from) => has_followed(&name),
            Some(caller) if back == Replaces::Signature => Undo::Irreversible(format!(
                "CREATE OR REPLACE does not make {name} what it was, and PostgreSQL refuses to drop it while {caller} calls it"
            )),
            _ => {
                let (name, keepers) = (name.clone(), keepers.clone());
                let back = CreateRoutine { name, routine: from, replaces: back, keepers };
                Undo::Statements(vec![back.into()])
            }
        };
        let statement = CreateRoutine { name, routine: to, replaces: forth, keepers };
        self.object_step(Stage::Create, rank, &object, statement, undo);
    }

    /// Behind what calls it; but before tables and columns that it takes, returns or reads, which PostgreSQL would keep.
    pub(super) fn drop_routine(&mut self, name: RoutineName, routine: Routine) {
        let rank = if self.before_tables.contains(&name) { BEFORE_DROPPED_TABLES } else { 9 };
        let object = ObjectName::Routine(name.clone());
        let undo = match self.has_old_name(&routine) {
            true => has_followed(&name),
            false => {
                let (name, replaces) = (name.clone(), Replaces::Nothing);
                let back = CreateRoutine { name, routine, replaces, keepers: Vec::new() };
                Undo::Statements(vec![back.into()])
            }
        };
        self.object_step(Stage::Drop, rank, &object, DropRoutine { name }, undo);
    }

    /// Drops what calls routines that go before tables and columns, and would go with these.
    pub(super) fn drop_callers(&mut self) {
        let routines = std::mem::take(&mut self.before_tables);
        let tables = self.input.before.tables.iter().filter(|_| !routines.is_empty());
        for (name, table) in tables {
            let callers = Callers::take(&mut table.clone(), &routines);
            let after = self.input.after.tables.get(name);
            for (column, default) in callers.defaults {
                if after.is_none_or(|after| after.column(&column).is_none()) {
                    let back = SetDefault { table: name.clone(), column: column.clone(), default };
                    let drop = DropDefault { table: name.clone(), column };
                    self.step(Stage::Drop, 5, Some(name), drop, Undo::Statements(vec![back.into()]), None);
                }
            }
            if after.is_some() {
                continue;
            }
            for (constraint, is) in &callers.constraints {
                self.drop_constraint(name, constraint, is);
            }
            for (index, is) in &callers.indexes {
                let undo = Undo::Statements(undo::create_index(self.input, name, index, is));
                let drop = self.drop_index_statement(name, index);
                self.step(Stage::Drop, 2, Some(name), drop, undo, None);
            }
            for (trigger, is) in table.triggers.iter().filter(|(_, is)| calls_any(&is.definition, &routines)) {
                self.drop_trigger(name, trigger.clone(), is.clone());
            }
        }
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
        let replaces = ReplacedTrigger::Nothing;
        let statement = AddTrigger { table: table.clone(), name: name.clone(), trigger, replaces };
        self.step(Stage::Enforce, 1, Some(table), statement, Undo::Statements(vec![drop.into()]), Some(&object));
    }

    pub(super) fn replace_trigger(&mut self, table: &QualifiedName, name: &Ident, from: Trigger, to: Trigger) {
        self.own_unless_created(table);
        let object = ObjectName::Trigger(table.clone(), name.clone());
        let is_partitioned = self.partitioned(table).is_some();
        let step = |from: &Trigger, to: &Trigger| AddTrigger {
            table: table.clone(),
            name: name.clone(),
            trigger: to.clone(),
            replaces: ReplacedTrigger::of(&from.definition, &to.definition, is_partitioned),
        };
        let back = Undo::Statements(vec![step(&to, &from).into()]);
        self.step(Stage::Enforce, 1, Some(table), step(&from, &to), back, Some(&object));
    }

    pub(super) fn drop_trigger(&mut self, table: &QualifiedName, name: Ident, trigger: Trigger) {
        self.own_unless_created(table);
        let is_of_statement = !is_row_trigger(&trigger.definition);
        let replaces = ReplacedTrigger::Nothing;
        let back = AddTrigger { table: table.clone(), name: name.clone(), trigger, replaces };
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
