//! Changes to steps, phase by phase.

mod backfill;
mod by_hand;
mod check;
mod closing;
mod column;
mod constraint;
mod index;
mod invariant;
mod not_null;
mod object;
mod partition;
mod rename;
mod routine;
mod storage;
mod table;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::backfill::{follows_fill, is_filled};

use super::divisions::Divisions;
use super::order::{drop_order, object_order, table_order};
use super::part::Label;
use super::proof::index_that_becomes_key;
use super::usage::{before_tables, behind_tables, comparisons, composites};
use super::with_type::{checks_with_type, goes_before_type};
use super::{Phase, Plan, PlanInput, Step, StepId, Timeouts, Undo, undo};
use crate::diff::{Change, is_replaced};
use crate::effects::EffectsByMajor;
use crate::ident::{Ident, QualifiedName};
use crate::members::Members;
use crate::model::{Column, Constraint, ObjectName, PartitionTree, Routine, RoutineName, Table, partition_names};
use crate::parallel::in_parallel_chunks;
use crate::sql::{CreateExtension, DropColumn, DropExtension, Referring, RowsIn, Statement};

/// Builds the plan. The changes hold nothing that [`super::refuse`] refuses.
pub(super) fn build(input: &PlanInput<'_>, changes: Vec<Change>) -> Plan {
    let mut builder = Builder::new(input);
    for change in changes {
        builder.change(change);
    }
    builder.drop_callers();
    builder.finish()
}

/// Where a step stands among the others. Stages run in this order; a phase that comes twice has two stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Preflight,
    ByHandBeforeAll,
    Rename,
    Create,
    Backfill,
    ByHandOnRows,
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
    Enforce,
    ByHandAfterAll,
    Verify,
    Drop,
    Attach,
    VerifyDropped,
}

impl Stage {
    fn phase(self) -> Phase {
        match self {
            Stage::Preflight => Phase::Preflight,
            Stage::Rename | Stage::Create | Stage::Attach => Phase::Create,
            Stage::Backfill => Phase::Backfill,
            Stage::ByHandBeforeAll | Stage::ByHandOnRows | Stage::ByHandAfterAll => Phase::ByHand,
            Stage::Index => Phase::Index,
            Stage::Key => Phase::Key,
            Stage::AddNotNullProof | Stage::AddNotValid => Phase::AddNotValid,
            Stage::AuditNewColumns | Stage::Audit => Phase::Audit,
            Stage::ValidateNotNullProof | Stage::Validate => Phase::Validate,
            Stage::SetNotNull | Stage::Finish => Phase::Finish,
            Stage::Enforce => Phase::Enforce,
            Stage::Verify | Stage::VerifyDropped => Phase::Verify,
            Stage::Drop => Phase::Drop,
        }
    }
}

struct Draft {
    stage: Stage,
    /// Orders steps of a stage: the kind of work, the table or object, then as they came.
    order: (u8, usize, usize),
    statement: Statement,
    undo: Undo,
    origin: Option<String>,
}

struct Builder<'a> {
    input: &'a PlanInput<'a>,
    divisions_before: Divisions<'a>,
    divisions: Divisions<'a>,
    drafts: Vec<Draft>,
    created: Members<QualifiedName>,
    /// Columns that this migration adds to tables that are there, or fills, and those computed from such: what they hold is
    /// not known before.
    new_columns: BTreeSet<(QualifiedName, Ident)>,
    /// Functions and procedures that this migration makes, or makes anew.
    new_routines: BTreeSet<RoutineName>,
    /// Those of them that need tables, or call such: they are made behind tables and columns.
    behind_tables: BTreeSet<RoutineName>,
    /// Those that go and need tables or columns that go too, or call such: PostgreSQL would keep these for their sake.
    before_tables: BTreeSet<RoutineName>,
    /// Tables that this migration renames, or renames columns of: their new names, and their old ones.
    renamed: BTreeMap<QualifiedName, QualifiedName>,
    /// Columns that this migration renames: the new names of their tables, and their old ones.
    renamed_columns: Vec<(QualifiedName, Ident)>,
    /// The old names of columns that this migration renames, by their tables' new names and their own.
    old_columns: BTreeMap<(QualifiedName, Ident), Ident>,
    /// Whether labels of enums or attributes of types have other names once the migration has begun.
    renames_in_types: bool,
    table_order: BTreeMap<QualifiedName, usize>,
    /// The places of types, sequences and routines among each other, as they are made; those that go, from the end, as
    /// they are dropped.
    object_order: BTreeMap<ObjectName, usize>,
    privileges: Privileges,
    orphans: Vec<Referring>,
    comments: BTreeMap<QualifiedName, Vec<CommentChange>>,
}

/// An object, its comment before, its comment after.
type CommentChange = (ObjectName, Option<String>, Option<String>);

#[derive(Default)]
struct Privileges {
    create_in: BTreeSet<Ident>,
    own: BTreeSet<QualifiedName>,
    reference: BTreeSet<QualifiedName>,
    lock: BTreeSet<QualifiedName>,
}

impl<'a> Builder<'a> {
    fn new(input: &'a PlanInput<'a>) -> Builder<'a> {
        let is_new = |name: &&QualifiedName| !input.before.tables.contains_key(*name);
        let old_partitions = partition_names(input.before);
        let new_partitions = partition_names(input.after).into_iter().filter(|name| !old_partitions.contains(name));
        let created = input.after.tables.keys().filter(is_new).chain(new_partitions).cloned().collect();
        let mut new_columns = BTreeSet::new();
        for (name, table) in &input.after.tables {
            let Some(old) = input.before.tables.get(name) else { continue };
            let is_replaced = |old: &Column, new: &Column| is_replaced(old, new, input.after.postgres);
            let is_new = |new: &&Column| old.column(&new.name).is_none_or(|old| is_replaced(old, new));
            let added = table.columns.iter().filter(is_new);
            new_columns.extend(added.map(|column| (name.clone(), column.name.clone())));
            let is_filled = |column: &&Column| {
                backfill::is_filled(input, name, column) || backfill::follows_fill(input, name, column)
            };
            let filled = table.columns.iter().filter(is_filled);
            new_columns.extend(filled.map(|column| (name.clone(), column.name.clone())));
        }
        let is_new = |(name, routine): &(&RoutineName, &Routine)| input.before.routines.get(name) != Some(routine);
        let new_routines = input.after.routines.iter().filter(is_new).map(|(name, _)| name.clone()).collect();
        // Dropped tables have a place too: behind those that stay.
        let mut table_order = table_order(input.after);
        for name in drop_order(input.before) {
            let last = table_order.len();
            table_order.entry(name.clone()).or_insert(last);
        }
        Builder {
            input,
            divisions_before: Divisions::of(input.before),
            divisions: Divisions::of(input.after),
            drafts: Vec::new(),
            created,
            new_columns,
            new_routines,
            behind_tables: behind_tables(input),
            before_tables: before_tables(input),
            renamed: BTreeMap::new(),
            renamed_columns: Vec::new(),
            old_columns: BTreeMap::new(),
            renames_in_types: false,
            table_order,
            object_order: object_order(input),
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
        self.step_at(stage, (rank, table), statement, undo, origin);
    }

    /// A step about a type, a sequence or a routine: what it needs is made before it, and dropped behind it.
    fn object_step(
        &mut self,
        stage: Stage,
        rank: u8,
        object: &ObjectName,
        statement: impl Into<Statement>,
        undo: Undo,
    ) {
        let place = self.object_order.get(object).copied().unwrap_or(0);
        self.step_at(stage, (rank, place), statement, undo, Some(object));
    }

    fn step_at(
        &mut self,
        stage: Stage,
        (rank, place): (u8, usize),
        statement: impl Into<Statement>,
        undo: Undo,
        origin: Option<&ObjectName>,
    ) {
        self.drafts.push(Draft {
            stage,
            order: (rank, place, self.drafts.len()),
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
                // Behind all that may use it.
                self.step(Stage::Drop, 11, None, DropExtension { name }, undo, None);
            }
            Change::RunStep(name, step) => self.run_by_hand(name, *step),
            Change::RenameTable(from, to, invariants) => self.rename_table(from, to, invariants),
            Change::RenamePartition(_, from, to) => self.rename_table(from, to, Vec::new()),
            Change::RenameColumn(table, from, to, invariants) => self.rename_column(table, from, to, invariants),
            Change::RenameType(from, to) => self.rename_type(from, to),
            Change::RenameDomainCheck(domain, from, to) => self.rename_domain_check(domain, from, to),
            Change::RenameLabel(name, from, to) => self.rename_label(name, from, to),
            Change::RenameAttribute(name, from, to) => self.rename_attribute(name, from, to),
            Change::RenameSequence(of, from, to) => self.rename_sequence(of, from, to),
            Change::RenameConstraint(table, from, to) => self.rename_constraint(table, from, to),
            Change::RenameIndex(table, from, to) => self.rename_index(table, from, to),
            Change::RenamePart(partition, from, to) => self.rename_part(partition, from, to),
            Change::CreateTable(name, table) => self.create_table(name, table),
            Change::DropTable(name, table) => self.drop_table(name, table),
            Change::SetPersistence(table, persistence) => self.set_persistence(&table, persistence),
            Change::AlterTableOptions(table, from, to) => self.alter_table_options(&table, from, to),
            Change::AddColumn(table, column) => self.add_column(table, column),
            Change::DropColumn(table, column) => {
                self.privileges.own.insert(table.clone());
                let reason = format!("the values of {table}.{} are gone", column.name);
                let statement = DropColumn { table: table.clone(), column: column.name };
                self.step(Stage::Drop, 7, Some(&table), statement, Undo::Irreversible(reason), None);
            }
            Change::AlterDefault(table, column, from, to) => self.alter_default(table, column, from, to),
            Change::SetNotNull(table, column) => {
                self.backfill(&table, &column);
                self.set_not_null(&table, &column);
            }
            Change::DropNotNull(table, column) => self.drop_not_null(table, column),
            Change::AddNotNullNotValid(table, column, name) => self.add_not_null_not_valid(&table, &column, name),
            Change::AddPartition(table, of, name, partition) => self.add_partition(&table, of, name, partition),
            Change::DropPartition(table, of, name, partition) => self.drop_partition(&table, of, name, &partition),
            Change::DetachPartition(table, of, name, bound) => {
                self.detach_partition(&partition::Place { table: &table, of: &of, name: &name }, bound);
            }
            Change::AttachPartition(table, of, name, bound) => {
                self.attach_partition(&partition::Place { table: &table, of: &of, name: &name }, bound);
            }
            Change::AddConstraint(table, name, constraint) => self.add_constraint(&table, &name, constraint),
            Change::DropConstraint(table, name, Constraint::Check(check))
            | Change::ReplaceConstraint(table, name, Constraint::Check(check), _)
                if check
                    .expression
                    .columns
                    .iter()
                    .any(|column| checks_with_type(self.input, &table, column).contains_key(&name)) => {}
            Change::DropConstraint(table, name, constraint) => self.drop_constraint(&table, &name, &constraint),
            Change::ReplaceConstraint(table, name, from, to) => self.replace_constraint(&table, &name, from, to),
            Change::ReplacePrimaryKey(table, from, to) => self.replace_primary_key(&table, from, to),
            Change::AlterDeferrability(table, name, from, to) => self.alter_deferrability(&table, &name, from, to),
            Change::ValidateConstraint(table, name, to) => self.validate_constraint(&table, &name, &to),
            Change::AlterIndexOptions(table, name, from, to) => self.alter_index_options(&table, &name, from, to),
            Change::AddIndex(table, name, index) => {
                self.add_index(&table, &name, &index);
                let origin = ObjectName::Index(table.clone(), name.clone());
                self.rename_parts(&table, (&name, &name), (&index, Label::Index), &origin);
                self.comment(&table, ObjectName::Index(table.clone(), name), None, index.comment);
            }
            Change::DropIndex(table, name, index) => {
                let keys = self.input.after.tables.get(&table).into_iter().flat_map(Table::keys);
                let mut keys = keys.filter(|(key, _)| **key == name);
                if keys.any(|(_, key)| index_that_becomes_key(self.input, &table, &name, key).is_some()) {
                    return;
                }
                self.privileges.own.insert(table.clone());
                // An invalid one serves no query, and nobody wants it back.
                let undo = match index.is_invalid {
                    true => Undo::Nothing,
                    false => Undo::Statements(undo::create_index(self.input, &table, &name, &index)),
                };
                let statement = self.drop_index_statement(&table, &name);
                let (stage, rank) = match goes_before_type(self.input, &table, &index) {
                    true => index::BEFORE_TYPES,
                    false => (Stage::Drop, 6),
                };
                self.step(stage, rank, Some(&table), statement, undo, None);
            }
            Change::ReplaceIndex(table, name, from, to) => self.replace_index(&table, &name, &from, to),
            Change::AddInvariant(table, name, invariant) => self.add_invariant(&table, &name, invariant),
            Change::DropInvariant(table, name, invariant) => self.drop_invariant(&table, &name, invariant),
            Change::ReplaceInvariant(table, name, from, to) => self.replace_invariant(&table, &name, from, to),
            Change::CreateRoutine(name, routine) => self.create_routine(name, routine),
            Change::DropRoutine(name, routine) => self.drop_routine(name, routine),
            Change::ReplaceRoutine(name, from, to) => self.replace_routine(name, from, to),
            Change::AddTrigger(table, name, trigger) => self.add_trigger(&table, &name, trigger),
            Change::DropTrigger(table, name, trigger) => self.drop_trigger(&table, name, trigger),
            Change::ReplaceTrigger(table, name, from, to) => self.replace_trigger(&table, &name, from, to),
            Change::AlterComment(table, object, from, to) => {
                self.privileges.own.insert(table.clone());
                self.comment(&table, object, from, to);
            }
            Change::CreateNamespace(name) => self.create_namespace(name),
            Change::DropNamespace(name) => self.drop_namespace(name),
            Change::CreateType(name, user_type) => self.create_type(name, user_type),
            Change::DropType(name, user_type) => self.drop_type(name, user_type),
            Change::AlterType(name, from, to) => self.alter_type(name, from.is, to.is),
            Change::CreateSequence(name, sequence) => self.create_sequence(name, sequence),
            Change::DropSequence(name, sequence) => self.drop_sequence(name, &sequence),
            Change::AlterSequence(name, from, to) => self.alter_sequence(&name, &from, &to),
            Change::AlterObjectComment(object, from, to) => self.comment_on_object(object, from, to),
            Change::AlterColumnType(table, from, to) => self.alter_column_type(table, &from, &to),
            Change::AlterIdentity(table, from, to) => self.alter_identity(table, &from, &to),
            Change::ReplaceColumn(table, from, to) => self.replace_column(table, &from, *to),
            Change::AlterExpression(table, from, to) => self.alter_expression(table, &from, &to),
            Change::AlterStep(..) | Change::MoveExtension(..) | Change::Repartition(..) | Change::AlterBound(..) => {
                unreachable!("refused before the plan is built")
            }
        }
    }

    fn comment(&mut self, table: &QualifiedName, object: ObjectName, from: Option<String>, to: Option<String>) {
        if from != to {
            self.comments.entry(table.clone()).or_default().push((object, from, to));
        }
    }

    /// Partitions that are added are attached last, and count for no step before; those that are dropped go late.
    fn partition_tree(&self) -> PartitionTree {
        let (before, after) = (self.input.before, self.input.after);
        let is_new = |(name, _): &(&QualifiedName, &Table)| !before.tables.contains_key(*name);
        let mut tree = PartitionTree::of(before.tables.iter().chain(after.tables.iter().filter(is_new)));
        let old = partition_names(before);
        for placed in after.tables.iter().flat_map(|(name, table)| table.partitions(name)) {
            if let Some(partitioning) = placed.partition.partitioning.as_ref().filter(|_| !old.contains(placed.name)) {
                tree.add(placed.name, partitioning);
            }
        }
        tree
    }

    /// The tables that hold the rows of one, as the steps find them.
    fn row_holders(&self, table: &QualifiedName) -> Vec<QualifiedName> {
        let models = [self.input.before, self.input.after];
        let of = models.iter().find_map(|model| model.tables.get(table));
        of.map_or_else(|| vec![table.clone()], |of| of.row_holders(table).into_iter().cloned().collect())
    }

    fn rows_in(&self, table: &QualifiedName) -> RowsIn {
        let models = [self.input.before, self.input.after];
        let of = models.iter().find_map(|model| model.tables.get(table));
        if of.is_some_and(|table| table.partitioning.is_some()) { RowsIn::Partitions } else { RowsIn::Itself }
    }

    fn finish(mut self) -> Plan {
        self.comments_of_tables();
        self.join_type_changes();
        self.rename_not_nulls();
        self.preflight();
        self.verify();
        // Keys are a tenth of a draft: sorted on their own they move less.
        self.drafts.sort_by_cached_key(|draft| (draft.stage, draft.order));
        let postgres = self.input.after.postgres;
        let partitions = self.partition_tree();
        let effects: Vec<EffectsByMajor> =
            in_parallel_chunks(&self.drafts, |draft| EffectsByMajor::of(&draft.statement, postgres, &partitions))
                .collect();
        let mut steps: Vec<Step> = Vec::with_capacity(self.drafts.len());
        for (draft, effects) in self.drafts.into_iter().zip(effects) {
            let phase = draft.stage.phase();
            let id = match steps.last() {
                None => StepId { file: 1, step: 1 },
                Some(last) if last.phase == phase => StepId { file: last.id.file, step: last.id.step + 1 },
                Some(last) => StepId { file: last.id.file + 1, step: 1 },
            };
            let timeouts = Timeouts::of(&draft.statement);
            let Draft { statement, undo, origin, .. } = draft;
            steps.push(Step { id, phase, statement, effects, timeouts, undo, origin });
        }
        let composites = composites(self.input.before);
        let comparisons = comparisons(self.input.before);
        Plan { postgres, steps, created: self.created, partitions, composites, comparisons }
    }
}
