//! Steps that make, alter and drop tables and columns.

use std::collections::{BTreeMap, BTreeSet};

use super::backfill::{follows_fill, is_filled};
use super::routine::BEHIND_ROUTINES;
use super::{Builder, Stage};
use crate::diff::{Callers, calls_any};
use crate::ident::{Ident, QualifiedName};
use crate::model::{Column, Constraint, ObjectName, Table};
use crate::plan::Undo;
use crate::plan::default::is_evaluated_once;
use crate::plan::default_timing::{DefaultTiming, default_timing};
use crate::plan::usage::{has_constraints, last_number, sequence_of};
use crate::sql::{
    AddColumn, CreateIndex, CreateTable, DropColumn, DropDefault, DropTable, SetDefault, SetSerialDefault, Statement,
};

impl Builder<'_> {
    pub(super) fn create_table(&mut self, name: QualifiedName, mut table: Table) {
        let object = ObjectName::Table(name.clone());
        self.privileges.create_in.insert(name.namespace.clone());
        for (object, comment) in table.comments(&name) {
            self.comment(&name, object, None, comment);
        }
        let waiting = Callers::take(&mut table, &self.behind_tables);
        let indexes = std::mem::take(&mut table.indexes);
        let invariants = std::mem::take(&mut table.invariants);
        let triggers = std::mem::take(&mut table.triggers);
        let takes = |constraint: &(&Ident, &Constraint)| CreateTable::takes(&name, &table, *constraint);
        let taken: BTreeSet<Ident> = table.constraints.iter().filter(takes).map(|(name, _)| name.clone()).collect();
        let constraints = std::mem::take(&mut table.constraints);
        let (inline, apart) = constraints.into_iter().partition(|(name, _)| taken.contains(name));
        table.constraints = inline;
        let undo = Undo::Statements(vec![DropTable { name: name.clone() }.into()]);
        self.add_not_null_of_new(&name, &table.columns);
        let statement = CreateTable { name: name.clone(), table };
        let partitioning = statement.table.partitioning.clone();
        self.step(Stage::Create, 1, Some(&name), statement, undo, Some(&object));
        if let Some(partitioning) = partitioning {
            self.create_partitions((Stage::Create, 1, &name), &name, &partitioning);
        }
        for (index_name, index) in indexes {
            let origin = ObjectName::Index(name.clone(), index_name.clone());
            let statement = CreateIndex { table: name.clone(), name: index_name, index };
            let undo = Undo::WithObject(object.clone());
            self.step(Stage::Index, 0, Some(&name), statement, undo, Some(&origin));
        }
        for (column, default) in waiting.defaults {
            let origin = ObjectName::Column(name.clone(), column.clone());
            let undo = DropDefault { table: name.clone(), column: column.clone() };
            let statement = SetDefault { table: name.clone(), column, default };
            let undo = Undo::Statements(vec![undo.into()]);
            self.step(Stage::Create, BEHIND_ROUTINES, Some(&name), statement, undo, Some(&origin));
        }
        for (index_name, index) in waiting.indexes {
            let origin = ObjectName::Index(name.clone(), index_name.clone());
            // On the way back the routine goes before the table.
            let undo = Undo::Statements(vec![self.drop_index_statement(&name, &index_name)]);
            let statement = CreateIndex { table: name.clone(), name: index_name, index };
            self.step(Stage::Index, 0, Some(&name), statement, undo, Some(&origin));
        }
        let mut apart: BTreeMap<Ident, Constraint> = apart;
        apart.extend(waiting.constraints);
        for (constraint_name, constraint) in apart {
            self.add_constraint_as(&name, &constraint_name, &constraint_name, &constraint);
        }
        for (invariant_name, invariant) in invariants {
            self.add_invariant(&name, &invariant_name, invariant);
        }
        for (trigger_name, trigger) in triggers {
            self.add_trigger(&name, &trigger_name, trigger);
        }
    }

    pub(super) fn drop_table(&mut self, name: QualifiedName, table: Table) {
        self.privileges.own.insert(name.clone());
        for (constraint_name, foreign_key) in table.foreign_keys().filter(|(_, key)| key.references != name) {
            let constraint = Constraint::ForeignKey(foreign_key.clone());
            self.drop_constraint(&name, constraint_name, &constraint);
        }
        let reason = format!("the rows of {name} are gone");
        let statement = DropTable { name: name.clone() };
        self.step(Stage::Drop, 8, Some(&name), statement, Undo::Irreversible(reason), None);
        for (invariant_name, invariant) in &table.invariants {
            self.drop_function(&name, invariant_name, invariant);
        }
    }

    pub(super) fn add_column(&mut self, table: QualifiedName, column: Column) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), column.name.clone());
        self.comment(&table, object.clone(), None, column.comment.clone());
        let is_filled = is_filled(self.input, &table, &column);
        // A default that may be volatile is set afterwards: rows that are there keep NULL, and none is written anew.
        let later = column.default.clone().filter(|default| is_filled || !is_evaluated_once(default));
        let default = if later.is_some() { None } else { column.default.clone() };
        let undo = Undo::Statements(vec![DropColumn { table: table.clone(), column: column.name.clone() }.into()]);
        let (name, not_valid) = (column.name.clone(), column.not_valid.clone());
        let is_stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
        let writes_rows = is_stored || column.identity.is_some() || has_constraints(self.input.after, &column.pg_type);
        // A virtual column is proven to hold no NULL as a plain one is, without keeping all out.
        let is_virtual = column.generated.is_some() && !is_stored;
        let is_proven_later =
            is_filled || !column.nullable && (is_virtual || follows_fill(self.input, &table, &column));
        let nullable = column.nullable || is_proven_later;
        let statement = AddColumn { table: table.clone(), column: Column { default, nullable, ..column }, writes_rows };
        self.step(Stage::Create, 2, Some(&table), statement, undo, Some(&object));
        if let Some(default) = later {
            let statement = SetDefault { table: table.clone(), column: name.clone(), default };
            let (rank, undo) = match calls_any(&statement.default, &self.behind_tables) {
                false => (3, Undo::WithObject(object.clone())),
                // On the way back the routine goes before the column.
                true => {
                    let drop = DropDefault { table: table.clone(), column: name.clone() };
                    (BEHIND_ROUTINES, Undo::Statements(vec![drop.into()]))
                }
            };
            self.step(Stage::Create, rank, Some(&table), statement, undo, Some(&object));
        }
        if let Some(constraint) = not_valid {
            self.add_not_null_not_valid(&table, &name, constraint);
        }
        if is_filled {
            self.backfill(&table, &name);
        }
        if is_proven_later {
            self.set_not_null(&table, &name);
        }
    }

    pub(super) fn alter_default(
        &mut self,
        table: QualifiedName,
        column: Ident,
        from: Option<String>,
        to: Option<String>,
    ) {
        let timing = default_timing(self.input, &table, &column, from.as_deref(), to.as_deref(), |_| false);
        let waits = to.as_deref().is_some_and(|default| calls_any(default, &self.behind_tables));
        let at = match timing.expect("a default without a right moment is refused before the plan is built") {
            DefaultTiming::Early if waits => (Stage::Create, BEHIND_ROUTINES),
            DefaultTiming::Early => (Stage::Create, 3),
            // Behind the drop and the rename, before comments.
            DefaultTiming::AfterReplacing => (Stage::Finish, 1),
            // Behind the constraints that are dropped.
            DefaultTiming::AfterDropping => (Stage::Drop, 5),
        };
        self.set_default(at, table, column, from, to);
    }

    pub(super) fn set_default(
        &mut self,
        (stage, rank): (Stage, u8),
        table: QualifiedName,
        column: Ident,
        from: Option<String>,
        to: Option<String>,
    ) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), column.clone());
        let statement = |default: Option<String>| -> Statement {
            let (table, column) = (table.clone(), column.clone());
            match default {
                Some(default) => SetDefault { table, column, default }.into(),
                None => DropDefault { table, column }.into(),
            }
        };
        let undo = Undo::Statements(vec![statement(from)]);
        let sequence = to.as_deref().and_then(|default| sequence_of(self.input.after, default));
        let set = match sequence {
            // The rows that are there may have the numbers that it would give.
            Some((name, sequence)) => SetSerialDefault {
                table: table.clone(),
                column: column.clone(),
                sequence: name.clone(),
                pg_type: sequence.pg_type.clone(),
                options: sequence.options.clone(),
                last_number: last_number(self.input.before, &table, &column),
            }
            .into(),
            None => statement(to),
        };
        self.step(stage, rank, Some(&table), set, undo, Some(&object));
    }
}
