//! Changes to steps, phase by phase.

use std::collections::{BTreeMap, BTreeSet};

use super::default::is_evaluated_once;
use super::helper_name::{helper_name, replacement_name};
use super::order::table_order;
use super::{Phase, Plan, PlanInput, Step, StepId, Timeouts, Undo, undo};
use crate::diff::Change;
use crate::effects::EffectsByMajor;
use crate::ident::{Ident, QualifiedName};
use crate::model::{
    Check, Column, Constraint, Expression, ForeignKey, Index, IndexKey, IndexTerm, Key, ObjectName, Table,
};
use crate::sql::{
    AddCheckNotValid, AddColumn, AddForeignKeyNotValid, AddKeyUsingIndex, AuditForeignKey, CheckDuplicates,
    CheckPrivileges, CheckRows, Comment, CreateExtension, CreateIndex, CreateIndexConcurrently, CreateTable,
    DropColumn, DropConstraint, DropDefault, DropExtension, DropIndexConcurrently, DropNotNull, DropTable, KeyKind,
    Postcondition, RenameConstraint, RenameIndex, ReportOrphans, SetDefault, SetNotNull, Statement, ValidateConstraint,
    Verify,
};

/// Builds the plan. The changes hold nothing that [`super::refuse`] refuses.
pub(super) fn build(input: &PlanInput<'_>, changes: Vec<Change>) -> Plan {
    let mut builder = Builder::new(input);
    for change in changes {
        builder.change(change);
    }
    builder.finish()
}

/// Where a step stands among the others. Stages run in this order; a phase that comes twice has two stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Preflight,
    Create,
    AuditNewColumns,
    Index,
    AddNotNullProof,
    ValidateNotNullProof,
    SetNotNull,
    Key,
    AddNotValid,
    Audit,
    Validate,
    Finish,
    Verify,
    Drop,
    VerifyDropped,
}

impl Stage {
    fn phase(self) -> Phase {
        match self {
            Stage::Preflight => Phase::Preflight,
            Stage::Create => Phase::Create,
            Stage::Index => Phase::Index,
            Stage::Key => Phase::Key,
            Stage::AddNotNullProof | Stage::AddNotValid => Phase::AddNotValid,
            Stage::AuditNewColumns | Stage::Audit => Phase::Audit,
            Stage::ValidateNotNullProof | Stage::Validate => Phase::Validate,
            Stage::SetNotNull | Stage::Finish => Phase::Finish,
            Stage::Verify | Stage::VerifyDropped => Phase::Verify,
            Stage::Drop => Phase::Drop,
        }
    }
}

struct Draft {
    stage: Stage,
    /// Orders steps of a stage: the kind of work, the table, then as they came.
    order: (u8, usize, usize),
    statement: Statement,
    undo: Undo,
    origin: Option<String>,
}

struct Builder<'a> {
    input: &'a PlanInput<'a>,
    drafts: Vec<Draft>,
    created: BTreeSet<QualifiedName>,
    /// Columns that this migration adds to tables that are there.
    new_columns: BTreeSet<(QualifiedName, Ident)>,
    table_order: BTreeMap<QualifiedName, usize>,
    privileges: Privileges,
    orphans: Vec<(QualifiedName, Ident, ForeignKey)>,
    comments: BTreeMap<QualifiedName, Vec<CommentChange>>,
}

/// An object, its comment before, its comment after.
type CommentChange = (ObjectName, Option<String>, Option<String>);

#[derive(Default)]
struct Privileges {
    create_in: BTreeSet<Ident>,
    own: BTreeSet<QualifiedName>,
    reference: BTreeSet<QualifiedName>,
}

impl<'a> Builder<'a> {
    fn new(input: &'a PlanInput<'a>) -> Builder<'a> {
        let is_new = |name: &&QualifiedName| !input.before.tables.contains_key(*name);
        let created = input.after.tables.keys().filter(is_new).cloned().collect();
        let mut new_columns = BTreeSet::new();
        for (name, table) in &input.after.tables {
            let Some(old) = input.before.tables.get(name) else { continue };
            let added = table.columns.iter().filter(|column| old.column(&column.name).is_none());
            new_columns.extend(added.map(|column| (name.clone(), column.name.clone())));
        }
        // Dropped tables have a place too: behind those that stay.
        let mut table_order = table_order(input.after);
        for name in super::order::table_order(input.before).into_keys() {
            let last = table_order.len();
            table_order.entry(name).or_insert(last);
        }
        Builder {
            input,
            drafts: Vec::new(),
            created,
            new_columns,
            table_order,
            privileges: Privileges::default(),
            orphans: Vec::new(),
            comments: BTreeMap::new(),
        }
    }

    fn step(
        &mut self,
        stage: Stage,
        rank: u8,
        table: Option<&QualifiedName>,
        statement: impl Into<Statement>,
        undo: Undo,
        origin: Option<&ObjectName>,
    ) {
        let table = table.and_then(|table| self.table_order.get(table)).copied().unwrap_or(0);
        self.drafts.push(Draft {
            stage,
            order: (rank, table, self.drafts.len()),
            statement: statement.into(),
            undo,
            origin: origin.and_then(|object| self.input.origins.get(object)).cloned(),
        });
    }

    fn change(&mut self, change: Change) {
        match change {
            Change::CreateExtension(name, extension) => {
                let object = ObjectName::Extension(name.clone());
                let undo = Undo::Statements(vec![DropExtension { name: name.clone() }.into()]);
                self.step(Stage::Create, 0, None, CreateExtension { name, extension }, undo, Some(&object));
            }
            Change::DropExtension(name, extension) => {
                let undo = Undo::Statements(vec![CreateExtension { name: name.clone(), extension }.into()]);
                self.step(Stage::Drop, 9, None, DropExtension { name }, undo, None);
            }
            Change::CreateTable(name, table) => self.create_table(name, table),
            Change::DropTable(name, table) => self.drop_table(name, &table),
            Change::AddColumn(table, column) => self.add_column(table, column),
            Change::DropColumn(table, column) => {
                self.privileges.own.insert(table.clone());
                let reason = format!("the values of {table}.{} are gone", column.name);
                let statement = DropColumn { table: table.clone(), column: column.name };
                self.step(Stage::Drop, 7, Some(&table), statement, Undo::Irreversible(reason), None);
            }
            Change::AlterDefault(table, column, from, to) => self.alter_default(table, column, from, to),
            Change::SetNotNull(table, column) => self.set_not_null(&table, &column),
            Change::DropNotNull(table, column) => {
                self.privileges.own.insert(table.clone());
                let object = ObjectName::Column(table.clone(), column.clone());
                let undo = Undo::Statements(undo::set_not_null(&table, &column));
                // PostgreSQL refuses it for a column of a primary key, which goes with what is dropped.
                let old = self.input.before.tables.get(&table).and_then(|table| table.primary_key());
                let is_key = old.is_some_and(|(_, key)| key.columns.contains(&column));
                let (stage, rank) = if is_key { (Stage::Drop, 6) } else { (Stage::Create, 4) };
                let statement = DropNotNull { table: table.clone(), column };
                self.step(stage, rank, Some(&table), statement, undo, Some(&object));
            }
            Change::AddConstraint(table, name, constraint) => self.add_constraint(&table, &name, constraint),
            Change::DropConstraint(table, name, constraint) => self.drop_constraint(&table, &name, &constraint),
            Change::ReplaceConstraint(table, name, from, to) => self.replace_constraint(&table, &name, from, to),
            Change::AddIndex(table, name, index) => {
                self.add_index(&table, &name, &index);
                self.comment(&table, ObjectName::Index(table.clone(), name), None, index.comment);
            }
            Change::DropIndex(table, name, index) => {
                self.privileges.own.insert(table.clone());
                let undo = Undo::Statements(undo::create_index(&table, &name, &index));
                let statement = DropIndexConcurrently { table: table.clone(), name };
                self.step(Stage::Drop, 6, Some(&table), statement, undo, None);
            }
            Change::ReplaceIndex(table, name, from, to) => self.replace_index(&table, &name, &from, to),
            Change::AlterComment(table, object, from, to) => {
                self.privileges.own.insert(table.clone());
                self.comment(&table, object, from, to);
            }
            Change::AlterColumnType(..) | Change::MoveExtension(..) => {
                unreachable!("refused before the plan is built")
            }
        }
    }

    fn create_table(&mut self, name: QualifiedName, mut table: Table) {
        let object = ObjectName::Table(name.clone());
        self.privileges.create_in.insert(name.namespace.clone());
        for (object, comment) in table.comments(&name) {
            self.comment(&name, object, None, comment);
        }
        let indexes = std::mem::take(&mut table.indexes);
        let (inline, apart) =
            table.constraints.into_iter().partition(|(_, constraint)| CreateTable::takes(&name, constraint));
        table.constraints = inline;
        let undo = Undo::Statements(vec![DropTable { name: name.clone() }.into()]);
        let statement = CreateTable { name: name.clone(), table };
        self.step(Stage::Create, 1, Some(&name), statement, undo, Some(&object));
        for (index_name, index) in indexes {
            let origin = ObjectName::Index(name.clone(), index_name.clone());
            let statement = CreateIndex { table: name.clone(), name: index_name, index };
            let undo = Undo::WithObject(object.clone());
            self.step(Stage::Index, 0, Some(&name), statement, undo, Some(&origin));
        }
        let apart: BTreeMap<Ident, Constraint> = apart;
        for (constraint_name, constraint) in apart {
            if let Constraint::ForeignKey(foreign_key) = constraint {
                self.add_foreign_key(&name, &constraint_name, &constraint_name, &foreign_key);
            }
        }
    }

    fn drop_table(&mut self, name: QualifiedName, table: &Table) {
        self.privileges.own.insert(name.clone());
        for (constraint_name, foreign_key) in table.foreign_keys().filter(|(_, key)| key.references != name) {
            let constraint = Constraint::ForeignKey(foreign_key.clone());
            self.drop_constraint(&name, constraint_name, &constraint);
        }
        let reason = format!("the rows of {name} are gone");
        let statement = DropTable { name: name.clone() };
        self.step(Stage::Drop, 8, Some(&name), statement, Undo::Irreversible(reason), None);
    }

    fn add_column(&mut self, table: QualifiedName, column: Column) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), column.name.clone());
        self.comment(&table, object.clone(), None, column.comment.clone());
        // A default that may be volatile is set afterwards: rows that are there keep NULL, and none is written anew.
        let later = column.default.clone().filter(|default| !is_evaluated_once(default));
        let default = if later.is_some() { None } else { column.default.clone() };
        let undo = Undo::Statements(vec![DropColumn { table: table.clone(), column: column.name.clone() }.into()]);
        let name = column.name.clone();
        let statement = AddColumn { table: table.clone(), column: Column { default, ..column } };
        self.step(Stage::Create, 2, Some(&table), statement, undo, Some(&object));
        if let Some(default) = later {
            let statement = SetDefault { table: table.clone(), column: name, default };
            self.step(Stage::Create, 3, Some(&table), statement, Undo::WithObject(object.clone()), Some(&object));
        }
    }

    fn alter_default(&mut self, table: QualifiedName, column: Ident, from: Option<String>, to: Option<String>) {
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
        self.step(Stage::Create, 3, Some(&table), statement(to), undo, Some(&object));
    }

    /// NOT NULL on a column with rows: a CHECK proves it without keeping writers out, then SET NOT NULL reads no row.
    fn set_not_null(&mut self, table: &QualifiedName, column: &Ident) {
        self.privileges.own.insert(table.clone());
        let object = ObjectName::Column(table.clone(), column.clone());
        let origin = Some(&object);
        let (name, check) = not_null_proof(table, column);
        self.check_rows(table, &name, &check);
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
        let add = AddCheckNotValid { table: table.clone(), name: name.clone(), check };
        let validate = ValidateConstraint { table: table.clone(), name, foreign_key: None };
        let set = SetNotNull { table: table.clone(), column: column.clone() };
        let unset = DropNotNull { table: table.clone(), column: column.clone() };
        let readd = vec![add.clone().into(), validate.clone().into()];
        let only_drop = Undo::Statements(vec![drop.clone().into()]);
        self.step(Stage::AddNotNullProof, 0, Some(table), add, only_drop, origin);
        self.step(Stage::ValidateNotNullProof, 0, Some(table), validate, Undo::Nothing, origin);
        self.step(Stage::SetNotNull, 0, Some(table), set, Undo::Statements(vec![unset.into()]), origin);
        self.step(Stage::SetNotNull, 0, Some(table), drop, Undo::Statements(readd), origin);
    }

    fn add_constraint(&mut self, table: &QualifiedName, name: &Ident, constraint: Constraint) {
        let object = ObjectName::Constraint(table.clone(), name.clone());
        self.comment(table, object, None, constraint.comment().map(str::to_owned));
        self.add_constraint_as(table, name, name, &constraint);
    }

    /// Adds a constraint under `name`; `declared` is the name that it is declared under.
    fn add_constraint_as(&mut self, table: &QualifiedName, name: &Ident, declared: &Ident, constraint: &Constraint) {
        self.privileges.own.insert(table.clone());
        let origin = ObjectName::Constraint(table.clone(), declared.clone());
        match constraint {
            Constraint::ForeignKey(foreign_key) => self.add_foreign_key(table, name, declared, foreign_key),
            Constraint::Check(check) => {
                self.check_rows(table, name, check);
                let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
                let add = AddCheckNotValid { table: table.clone(), name: name.clone(), check: check.clone() };
                let undo = Undo::Statements(vec![drop.into()]);
                self.step(Stage::AddNotValid, 0, Some(table), add, undo, Some(&origin));
                let validate = ValidateConstraint { table: table.clone(), name: name.clone(), foreign_key: None };
                self.step(Stage::Validate, 0, Some(table), validate, Undo::Nothing, Some(&origin));
            }
            Constraint::PrimaryKey(key) => self.add_key(table, name, key, KeyKind::PrimaryKey, &origin),
            Constraint::Unique(key) => self.add_key(table, name, key, KeyKind::Unique, &origin),
        }
    }

    fn add_key(&mut self, table: &QualifiedName, name: &Ident, key: &Key, kind: KeyKind, origin: &ObjectName) {
        let index = key_index(key);
        self.check_duplicates(table, name, &index);
        let drop_index = DropIndexConcurrently { table: table.clone(), name: name.clone() };
        let create = CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: index.clone() };
        let undo = Undo::Statements(vec![drop_index.into()]);
        self.privileges.create_in.insert(table.namespace.clone());
        self.step(Stage::Index, 1, Some(table), create.clone(), undo, Some(origin));
        let add = AddKeyUsingIndex { table: table.clone(), name: name.clone(), index: name.clone(), kind };
        // DROP CONSTRAINT takes the index along, so the index is built again for the undo of the step that built it.
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: None };
        let undo = Undo::Statements(vec![drop.into(), create.into()]);
        self.step(Stage::Key, 0, Some(table), add, undo, Some(origin));
    }

    fn add_foreign_key(&mut self, table: &QualifiedName, name: &Ident, declared: &Ident, foreign_key: &ForeignKey) {
        let origin = ObjectName::Constraint(table.clone(), declared.clone());
        let origin = Some(&origin);
        let is_old = |name: &QualifiedName| !self.created.contains(name);
        let (child_is_old, parent_is_old) = (is_old(table), is_old(&foreign_key.references));
        let reads_new_columns = self.reads_new_columns(table, &foreign_key.columns)
            || self.reads_new_columns(&foreign_key.references, &foreign_key.referenced_columns);
        if child_is_old && parent_is_old && !reads_new_columns {
            self.orphans.push((table.clone(), name.clone(), foreign_key.clone()));
        }
        if parent_is_old {
            self.privileges.reference.insert(foreign_key.references.clone());
        }
        let (table, name) = (table.clone(), name.clone());
        let references = foreign_key.references.clone();
        let foreign_key = foreign_key.clone();
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references: Some(references) };
        let add = AddForeignKeyNotValid { table: table.clone(), name: name.clone(), foreign_key: foreign_key.clone() };
        let audit = AuditForeignKey { table: table.clone(), name: name.clone(), foreign_key: foreign_key.clone() };
        let validate = ValidateConstraint { table: table.clone(), name, foreign_key: Some(foreign_key) };
        self.step(Stage::AddNotValid, 1, Some(&table), add, Undo::Statements(vec![drop.into()]), origin);
        self.step(Stage::Audit, 1, Some(&table), audit, Undo::Nothing, origin);
        self.step(Stage::Validate, 1, Some(&table), validate, Undo::Nothing, origin);
    }

    fn add_index(&mut self, table: &QualifiedName, name: &Ident, index: &Index) {
        self.privileges.own.insert(table.clone());
        self.privileges.create_in.insert(table.namespace.clone());
        let origin = ObjectName::Index(table.clone(), name.clone());
        if index.unique {
            self.check_duplicates(table, name, index);
        }
        let drop = DropIndexConcurrently { table: table.clone(), name: name.clone() };
        let create = CreateIndexConcurrently { table: table.clone(), name: name.clone(), index: index.clone() };
        self.step(Stage::Index, 0, Some(table), create, Undo::Statements(vec![drop.into()]), Some(&origin));
    }

    fn drop_constraint(&mut self, table: &QualifiedName, name: &Ident, constraint: &Constraint) {
        self.privileges.own.insert(table.clone());
        let (rank, references) = match constraint {
            Constraint::ForeignKey(foreign_key) => (0, Some(foreign_key.references.clone())),
            Constraint::Check(_) => (4, None),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) => (5, None),
        };
        let undo = Undo::Statements(undo::add_constraint(table, name, constraint));
        let statement = DropConstraint { table: table.clone(), name: name.clone(), references };
        self.step(Stage::Drop, rank, Some(table), statement, undo, None);
    }

    /// The new one is there and proven before the old one goes: no moment without protection.
    fn replace_constraint(&mut self, table: &QualifiedName, name: &Ident, from: Constraint, to: Constraint) {
        let object = ObjectName::Constraint(table.clone(), name.clone());
        self.comment(table, object.clone(), None, to.comment().map(str::to_owned));
        let helper = replacement_name(name);
        self.add_constraint_as(table, &helper, name, &to);
        let references = match &from {
            Constraint::ForeignKey(foreign_key) => Some(foreign_key.references.clone()),
            _ => None,
        };
        let undo = Undo::Statements(undo::add_constraint(table, name, &from));
        let drop = DropConstraint { table: table.clone(), name: name.clone(), references };
        self.step(Stage::Finish, 0, Some(table), drop, undo, Some(&object));
        let back = RenameConstraint { table: table.clone(), from: name.clone(), to: helper.clone() };
        let rename = RenameConstraint { table: table.clone(), from: helper, to: name.clone() };
        self.step(Stage::Finish, 0, Some(table), rename, Undo::Statements(vec![back.into()]), Some(&object));
    }

    fn replace_index(&mut self, table: &QualifiedName, name: &Ident, from: &Index, to: Index) {
        let object = ObjectName::Index(table.clone(), name.clone());
        self.comment(table, object.clone(), None, to.comment.clone());
        let helper = replacement_name(name);
        self.add_index(table, &helper, &to);
        let undo = Undo::Statements(undo::create_index(table, name, from));
        let drop = DropIndexConcurrently { table: table.clone(), name: name.clone() };
        self.step(Stage::Finish, 0, Some(table), drop, undo, Some(&object));
        let back = RenameIndex { table: table.clone(), from: name.clone(), to: helper.clone() };
        let rename = RenameIndex { table: table.clone(), from: helper, to: name.clone() };
        self.step(Stage::Finish, 0, Some(table), rename, Undo::Statements(vec![back.into()]), Some(&object));
    }

    fn comment(&mut self, table: &QualifiedName, object: ObjectName, from: Option<String>, to: Option<String>) {
        if from != to {
            self.comments.entry(table.clone()).or_default().push((object, from, to));
        }
    }

    fn check_rows(&mut self, table: &QualifiedName, name: &Ident, check: &Check) {
        let Some(old) = self.input.before.tables.get(table) else { return };
        let key = match old.primary_key() {
            Some((_, key)) => key.columns.clone(),
            None => old.columns.iter().map(|column| column.name.clone()).collect(),
        };
        let stage = self.stage_of_check(table, &check.expression.columns);
        let condition = check.expression.sql.clone();
        let statement = CheckRows { table: table.clone(), name: name.clone(), condition, key };
        self.step(stage, 2, Some(table), statement, Undo::Nothing, None);
    }

    fn check_duplicates(&mut self, table: &QualifiedName, name: &Ident, index: &Index) {
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
    fn stage_of_check(&self, table: &QualifiedName, columns: &[Ident]) -> Stage {
        if self.reads_new_columns(table, columns) { Stage::AuditNewColumns } else { Stage::Preflight }
    }

    fn reads_new_columns(&self, table: &QualifiedName, columns: &[Ident]) -> bool {
        columns.iter().any(|column| self.new_columns.contains(&(table.clone(), column.clone())))
    }

    fn finish(mut self) -> Plan {
        self.comments_of_tables();
        self.preflight();
        self.verify();
        self.drafts.sort_by_key(|draft| (draft.stage, draft.order));
        let mut steps: Vec<Step> = Vec::with_capacity(self.drafts.len());
        for draft in self.drafts {
            let phase = draft.stage.phase();
            let id = match steps.last() {
                None => StepId { file: 1, step: 1 },
                Some(last) if last.phase == phase => StepId { file: last.id.file, step: last.id.step + 1 },
                Some(last) => StepId { file: last.id.file + 1, step: 1 },
            };
            let timeouts = Timeouts::of(&draft.statement);
            let Draft { statement, undo, origin, .. } = draft;
            let effects = EffectsByMajor::of(&statement, self.input.after.postgres);
            steps.push(Step { id, phase, statement, effects, timeouts, undo, origin });
        }
        Plan { postgres: self.input.after.postgres, steps, created: self.created }
    }

    fn comments_of_tables(&mut self) {
        for (table, comments) in std::mem::take(&mut self.comments) {
            let object = ObjectName::Table(table.clone());
            let undo = if self.created.contains(&table) {
                Undo::WithObject(object.clone())
            } else {
                let back = comments.iter().map(|(object, from, _)| (object.clone(), from.clone())).collect();
                Undo::Statements(vec![Comment { table: table.clone(), comments: back }.into()])
            };
            let comments = comments.into_iter().map(|(object, _, to)| (object, to)).collect();
            let statement = Comment { table: table.clone(), comments };
            self.step(Stage::Finish, 1, Some(&table), statement, undo, Some(&object));
        }
    }

    fn preflight(&mut self) {
        let Privileges { create_in, own, reference } = std::mem::take(&mut self.privileges);
        let statement = CheckPrivileges {
            create_in: create_in.into_iter().collect(),
            own: own.into_iter().collect(),
            reference: reference.into_iter().collect(),
        };
        if statement != CheckPrivileges::default() {
            self.step(Stage::Preflight, 0, None, statement, Undo::Nothing, None);
        }
        let order = &self.table_order;
        self.orphans.sort_by_key(|(table, name, _)| (order.get(table).copied(), name.clone()));
        let foreign_keys = std::mem::take(&mut self.orphans);
        if !foreign_keys.is_empty() {
            self.step(Stage::Preflight, 9, None, ReportOrphans { foreign_keys }, Undo::Nothing, None);
        }
    }

    /// The facts that hold at the end: a later step may undo an earlier one's, as a helper's drop does.
    fn verify(&mut self) {
        for (stages, stage) in
            [(Stage::Preflight..=Stage::Finish, Stage::Verify), (Stage::Drop..=Stage::Drop, Stage::VerifyDropped)]
        {
            let mut drafts: Vec<&Draft> = self.drafts.iter().filter(|draft| stages.contains(&draft.stage)).collect();
            drafts.sort_by_key(|draft| (draft.stage, draft.order));
            let mut facts: BTreeMap<String, Postcondition> = BTreeMap::new();
            for draft in drafts {
                match &draft.statement {
                    Statement::RenameConstraint(rename) => {
                        rename_facts(&mut facts, &rename.table, &rename.from, &rename.to);
                    }
                    Statement::RenameIndex(rename) => {
                        rename_facts(&mut facts, &rename.table, &rename.from, &rename.to);
                    }
                    _ => {}
                }
                if let Some((subject, fact)) = final_facts(&draft.statement) {
                    facts.insert(subject, fact);
                }
            }
            if !facts.is_empty() {
                let statement = Verify { facts: facts.into_iter().collect() };
                self.step(stage, 0, None, statement, Undo::Nothing, None);
            }
        }
    }
}

/// What a statement leaves behind, by what the fact is about: of two facts about one thing the later counts.
fn final_facts(statement: &Statement) -> Option<(String, Postcondition)> {
    let fact = statement.postcondition();
    let subject = match &fact {
        Postcondition::Nothing | Postcondition::Comments(_) => return None,
        Postcondition::Extension { name, .. } => format!("extension {name}"),
        Postcondition::Table { name, .. } => format!("table {name}"),
        Postcondition::Column { table, name, .. } => format!("column {table}.{name}"),
        Postcondition::Default { table, column, .. } => format!("default of {table}.{column}"),
        Postcondition::NotNull { table, column, .. } => format!("not null of {table}.{column}"),
        Postcondition::ConstraintExists { table, name, .. } | Postcondition::ConstraintAbsent { table, name } => {
            constraint_subject(table, name)
        }
        Postcondition::IndexValid { table, name } => index_subject(table, name),
        Postcondition::IndexAbsent { name } => format!("index {name}"),
    };
    Some((subject, fact))
}

/// What is known of a constraint or index is known of it under its new name. A key's index is renamed with it.
fn rename_facts(facts: &mut BTreeMap<String, Postcondition>, table: &QualifiedName, from: &Ident, to: &Ident) {
    for subject in [constraint_subject, index_subject] {
        let Some(mut fact) = facts.remove(&subject(table, from)) else { continue };
        if let Postcondition::ConstraintExists { name, .. } | Postcondition::IndexValid { name, .. } = &mut fact {
            *name = to.clone();
        }
        facts.insert(subject(table, to), fact);
    }
}

fn constraint_subject(table: &QualifiedName, name: &Ident) -> String {
    format!("constraint {name} of {table}")
}

fn index_subject(table: &QualifiedName, name: &Ident) -> String {
    format!("index {}", table.sibling(name))
}

/// The CHECK that proves that a column holds no NULL. On 18 the NOT NULL itself is a constraint with a name of its own,
/// so the CHECK has another.
pub(super) fn not_null_proof(table: &QualifiedName, column: &Ident) -> (Ident, Check) {
    let name = helper_name(table.name.as_str(), column.as_str(), "not_null_check");
    let expression = Expression { sql: format!("{column} IS NOT NULL"), columns: vec![column.clone()] };
    (name, Check { expression, comment: None })
}

/// The unique index that a key is made of.
pub(super) fn key_index(key: &Key) -> Index {
    let keys = key
        .columns
        .iter()
        .map(|column| IndexKey {
            term: IndexTerm::Column(column.clone()),
            order: Default::default(),
            nulls: Default::default(),
        })
        .collect();
    Index { unique: true, keys, include: Vec::new(), predicate: None, comment: None }
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
