//! Changes to steps: what runs, in which order, under which timeouts, and how each step is undone.

mod admits;
mod aside;
mod bound;
mod build;
mod callers;
mod default;
mod default_timing;
mod divisions;
mod fill_by_default;
mod helper_name;
mod order;
mod part;
mod proof;
mod refuse;
mod rename_order;
mod rollback;
mod standing_alone;
mod type_change;
mod undo;
mod usage;
mod with_type;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use self::aside::set_aside;
use self::fill_by_default::filled_by_default;
use self::standing_alone::standing_alone;
use crate::diagnostic::Diagnostic;
use crate::diff::{rename, rename_hint};
use crate::effects::EffectsByMajor;
use crate::ident::{Ident, QualifiedName};
use crate::members::Members;
use crate::model::{MajorRange, ObjectName, PartitionTree, Rename, SchemaModel};
use crate::sql::{Comparison, LastNumber, Numbering, Statement, TypeWork};

pub use default::{DRAWING, NOT_VOLATILE};
pub use refuse::{RULES, Refusal};
pub use rollback::{RollbackCheck, RollbackStep, rollback, rollback_checks};
pub(crate) use rollback::{WayBack, undo_of, way_back};

/// A migration: steps in the order they run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The majors it must run on.
    pub postgres: MajorRange,
    /// In order; a file ends where the phase changes.
    pub steps: Vec<Step>,
    /// Tables that it creates: nobody waits for a lock on them.
    pub created: Members<QualifiedName>,
    /// The partitioned tables: what is done to one is done to its partitions.
    pub partitions: PartitionTree,
    /// The columns of composite types: whether one holds NULL is asked in other words.
    pub composites: BTreeSet<(QualifiedName, Ident)>,
    /// The foreign keys that were there before and do not compare all columns by `=` of `pg_catalog`, by table and name.
    pub comparisons: BTreeMap<(QualifiedName, Ident), Comparison>,
}

/// One statement, and all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub id: StepId,
    /// Its phase.
    pub phase: Phase,
    /// What runs.
    pub statement: Statement,
    /// What that does to others.
    pub effects: EffectsByMajor,
    /// How long it may wait and work.
    pub timeouts: Timeouts,
    /// How it is undone.
    pub undo: Undo,
    /// Where in the Rust source it comes from: `ConfigVersion::created_by`.
    pub origin: Option<String>,
}

/// The number of a file in its migration, and of the step in its file, both from 1: `04.017`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepId {
    /// The file's number.
    pub file: u32,
    /// The step's number in it.
    pub step: u32,
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{:03}", self.file, self.step)
    }
}

/// What a stretch of steps is for. A phase may come more than once in a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Reads, and fails where something is amiss, before anything changes.
    Preflight,
    /// Makes extensions, tables and columns.
    Create,
    /// Fills rows, in batches that are transactions of their own.
    Backfill,
    /// Does what is written by hand.
    ByHand,
    /// Builds indexes.
    Index,
    /// Makes unique constraints and primary keys of indexes.
    Key,
    /// Adds CHECKs and foreign keys for new rows only.
    AddNotValid,
    /// Reads, and fails where old rows are amiss.
    Audit,
    /// Has PostgreSQL prove CHECKs and foreign keys for old rows.
    Validate,
    /// Does what had to wait for a proof, and writes comments.
    Finish,
    /// Makes the functions and triggers that hold what constraints cannot.
    Enforce,
    /// Compares the catalog with what the steps were to leave behind.
    Verify,
    /// Takes away what is declared no more.
    Drop,
}

impl Phase {
    /// The name in a file's name.
    pub fn slug(self) -> &'static str {
        match self {
            Phase::Preflight => "preflight",
            Phase::Create => "create",
            Phase::Backfill => "backfill",
            Phase::ByHand => "by_hand",
            Phase::Index => "index",
            Phase::Key => "key",
            Phase::AddNotValid => "add_not_valid",
            Phase::Audit => "audit",
            Phase::Validate => "validate",
            Phase::Finish => "finish",
            Phase::Enforce => "enforce",
            Phase::Verify => "verify",
            Phase::Drop => "drop",
        }
    }

    /// Says in one sentence what the phase is for.
    pub fn sentence(self) -> &'static str {
        match self {
            Phase::Preflight => "Reads only, and fails where something is amiss, before anything changes.",
            Phase::Create => "Makes extensions, tables and columns.",
            Phase::Backfill => "Fills rows that have no value, in batches that are transactions of their own.",
            Phase::ByHand => "Does what is written by hand in the declaration.",
            Phase::Index => "Builds indexes.",
            Phase::Key => "Makes keys of the unique indexes that are built.",
            Phase::AddNotValid => "Adds constraints for new rows; old rows are not read.",
            Phase::Audit => "Reads only, and fails where old rows are amiss.",
            Phase::Validate => "Has PostgreSQL prove the constraints for old rows.",
            Phase::Finish => "Does what had to wait for a proof, and writes comments.",
            Phase::Enforce => {
                "Makes the functions and triggers that hold what constraints cannot; rows that are there are not read."
            }
            Phase::Verify => "Reads the catalog only, and fails where it is not as these files leave it.",
            Phase::Drop => "Takes away what is declared no more.",
        }
    }
}

/// How long a step may wait for one lock, and how long it may take in all. Both in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// `lock_timeout`, for each lock it acquires; 0 waits for ever.
    pub lock_ms: u32,
    /// `statement_timeout`; 0 is none.
    pub statement_ms: u32,
}

impl Timeouts {
    pub(crate) const UNLIMITED: Timeouts = Timeouts { lock_ms: 0, statement_ms: 0 };
    const LOCKS: Timeouts = Timeouts { lock_ms: 2_000, statement_ms: 0 };
    pub(crate) const BOTH: Timeouts = Timeouts { lock_ms: 2_000, statement_ms: 10_000 };

    /// What a statement gets: 2 s for a lock; no limit where it scans or waits for other transactions.
    pub fn of(statement: &Statement) -> Timeouts {
        match statement {
            Statement::CreateIndexConcurrently(_)
            | Statement::DropIndexConcurrently(_)
            | Statement::ValidateConstraint(_)
            | Statement::ValidateNotNull(_) => Timeouts::UNLIMITED,
            Statement::DetachPartition(detach) if detach.is_concurrent() => Timeouts::UNLIMITED,
            Statement::AddColumn(add) if add.writes_rows => Timeouts::LOCKS,
            Statement::AlterColumnType(alter) if alter.work != TypeWork::Nothing => Timeouts::LOCKS,
            Statement::SetIdentity(set) if set.so_far == Numbering::Rows(LastNumber::ByScan) => Timeouts::LOCKS,
            Statement::SetSerialDefault(set) if set.last_number == LastNumber::ByScan => Timeouts::LOCKS,
            Statement::SetDomainNotNull(set) if set.not_null => Timeouts::LOCKS,
            Statement::SetExpression(_)
            | Statement::AddExclusion(_)
            | Statement::AttachPartition(_)
            | Statement::AuditForeignKey(_)
            | Statement::FillColumn(_)
            | Statement::CheckDuplicates(_)
            | Statement::CheckPrivileges(_)
            | Statement::CheckRows(_)
            | Statement::DetachPartition(_)
            | Statement::ReportOrphans(_)
            | Statement::ReplaceColumn(_)
            | Statement::RunByHand(_)
            | Statement::SetPersistence(_)
            | Statement::ValidateDomainCheck(_)
            | Statement::Verify(_) => Timeouts::LOCKS,
            Statement::AddCheckNotValid(_)
            | Statement::AddColumn(_)
            | Statement::AddForeignKeyNotValid(_)
            | Statement::AddKeyUsingIndex(_)
            | Statement::AddNotNullNotValid(_)
            | Statement::AddPartitionedForeignKey(_)
            | Statement::AddPartitionedKey(_)
            | Statement::AddTrigger(_)
            | Statement::AlterConstraint(_)
            | Statement::AlterIndexOptions(_)
            | Statement::AlterTableOptions(_)
            | Statement::AlterColumnType(_)
            | Statement::Comment(_)
            | Statement::CommentOnObject(_)
            | Statement::CreateExtension(_)
            | Statement::CreateFillTrigger(_)
            | Statement::CreateIndex(_)
            | Statement::CreateRoutine(_)
            | Statement::CreateNamespace(_)
            | Statement::AddDomainCheck(_)
            | Statement::AddEnumValue(_)
            | Statement::AlterAttributeType(_)
            | Statement::AlterCompositeType(_)
            | Statement::AlterDomain(_)
            | Statement::AlterSequence(_)
            | Statement::CreatePartition(_)
            | Statement::CreatePartitionedIndex(_)
            | Statement::CreateSequence(_)
            | Statement::CreateTable(_)
            | Statement::CreateTableLike(_)
            | Statement::CreateTrigger(_)
            | Statement::CreateTriggerFunction(_)
            | Statement::CreateType(_)
            | Statement::DropColumn(_)
            | Statement::DropConstraint(_)
            | Statement::DropDefault(_)
            | Statement::DropDomainCheck(_)
            | Statement::DropExpression(_)
            | Statement::DropExtension(_)
            | Statement::DropFillTrigger(_)
            | Statement::DropIdentity(_)
            | Statement::DropNamespace(_)
            | Statement::DropNotNull(_)
            | Statement::DropPartitionedIndex(_)
            | Statement::DropRoutine(_)
            | Statement::DropTable(_)
            | Statement::DropTrigger(_)
            | Statement::DropTriggerFunction(_)
            | Statement::RenameAttribute(_)
            | Statement::RenameColumn(_)
            | Statement::RenameEnumValue(_)
            | Statement::RenameNotNulls(_)
            | Statement::DropSequence(_)
            | Statement::DropType(_)
            | Statement::RenameConstraint(_)
            | Statement::RenameDomainCheck(_)
            | Statement::RenameIndex(_)
            | Statement::RenameSequence(_)
            | Statement::RenameTable(_)
            | Statement::RenameType(_)
            | Statement::ReplacePrimaryKey(_)
            | Statement::SetDefault(_)
            | Statement::SetDomainNotNull(_)
            | Statement::SetIdentity(_)
            | Statement::SetNotNull(_)
            | Statement::SetSequenceOwner(_)
            | Statement::SetSerialDefault(_) => Timeouts::BOTH,
        }
    }
}

/// How a step is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// By these statements, each with effects of its own.
    Statements(Vec<Statement>),
    /// Not at all, for the step leaves nothing behind.
    Nothing,
    /// Not at all: what the step has written to rows stays there.
    ValuesStay,
    /// Together with an object that an earlier step made.
    WithObject(ObjectName),
    /// It cannot be, because.
    Irreversible(String),
}

impl Plan {
    /// Returns why the migration cannot be undone, for each step that cannot.
    pub fn irreversible(&self) -> impl Iterator<Item = (&Step, &str)> {
        self.steps.iter().filter_map(|step| match &step.undo {
            Undo::Irreversible(reason) => Some((step, reason.as_str())),
            Undo::Statements(_) | Undo::Nothing | Undo::ValuesStay | Undo::WithObject(_) => None,
        })
    }
}

/// What the planner needs beside the changes.
pub struct PlanInput<'a> {
    /// The model before.
    pub before: &'a SchemaModel,
    /// The model after, its columns in physical order.
    pub after: &'a SchemaModel,
    /// Where each object is declared.
    pub origins: &'a BTreeMap<ObjectName, String>,
    /// What the migration may do though it hurts.
    pub allowed: &'a Allowed,
}

/// Names of NOT NULLs, by table.
pub type NotNullNames = BTreeMap<QualifiedName, BTreeSet<Ident>>;

impl PlanInput<'_> {
    /// Tells whether a NOT NULL of the table, which may have another name by now, is known to be called so.
    fn has_not_null_called(&self, table: &QualifiedName, name: &Ident) -> bool {
        let was = self.after.renames.iter().find_map(|rename| match rename {
            Rename::Table { from, to } if to == table => Some(from),
            _ => None,
        });
        let names = &self.allowed.not_null_names;
        [Some(table), was].into_iter().flatten().any(|table| names.get(table).is_some_and(|names| names.contains(name)))
    }
}

/// What a migration may do though it hurts; all else that does is refused. Objects by their paths: `public.users`,
/// `public.users.nickname`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Objects whose data may be lost.
    pub data_loss: Vec<String>,
    /// Objects for whose sake a table in use may be scanned, or written anew, while everybody waits.
    pub blocking: Vec<String>,
    /// Unique indexes, and those of keys, that may go though foreign keys refer to their columns: a server says that these
    /// rest on others. Nothing where no server was asked.
    pub spare_indexes: Option<BTreeSet<QualifiedName>>,
    /// The names of NOT NULLs, by table, that are not those which PostgreSQL makes up for their columns, and that nothing
    /// else of the table can have: a server says so. Models do not hold them.
    pub not_null_names: NotNullNames,
}

impl Allowed {
    /// Allows all that the way from one model to another needs: what was allowed when a migration was planned.
    pub fn needed(before: &SchemaModel, after: &SchemaModel) -> Allowed {
        let (before, _) = rename::renamed(before, after);
        let before = set_aside(before, after, &mut Vec::new());
        let alone = standing_alone(before, after);
        let (before, after) = (alone.before.as_ref(), &*filled_by_default(&alone.before, alone.after));
        let input = PlanInput { before, after, origins: &BTreeMap::new(), allowed: &Allowed::default() };
        let mut needed = Allowed::default();
        let mut changes = alone.detached;
        changes.extend(crate::diff::diff(before, after));
        changes.extend(alone.attached);
        for refusal in refuse::refuse(&input, &changes) {
            match refusal {
                Refusal::DataLoss(object) | Refusal::PartitionLoss(object) | Refusal::ValuesLoss(object) => {
                    needed.data_loss.push(object.to_string())
                }
                Refusal::Blocking { object, .. } => needed.blocking.push(object.to_string()),
                Refusal::Unsaid { .. } | Refusal::Unplannable { .. } => {}
            }
        }
        needed
    }

    /// Allows what either allows.
    pub fn and(mut self, other: Allowed) -> Allowed {
        self.data_loss.extend(other.data_loss);
        self.blocking.extend(other.blocking);
        if let Some(spare) = other.spare_indexes {
            self.spare_indexes.get_or_insert_default().extend(spare);
        }
        self.not_null_names.extend(other.not_null_names);
        self
    }
}

/// Plans the changes from one model to another.
///
/// # Errors
///
/// Every change that cannot be carried out online, and every one that loses data and is not allowed to.
pub fn plan(input: &PlanInput<'_>) -> Result<Plan, Vec<Diagnostic>> {
    let contested = rename_hint::contested(input.before, input.after);
    if !contested.is_empty() {
        return Err(contested.iter().map(|hint| rename_order::claimed_twice(hint).into_diagnostic()).collect());
    }
    let (before, mut changes) = rename::renamed(input.before, input.after);
    changes.extend(part::renamed(input.before, &before, &changes));
    let before = set_aside(before, input.after, &mut changes);
    let (mut changes, names_in_the_way) = rename_order::in_order(input.before, &before, changes);
    let alone = standing_alone(before, input.after);
    let after = filled_by_default(&alone.before, alone.after);
    let input = &PlanInput { before: &alone.before, after: &after, ..*input };
    changes.extend(alone.detached);
    changes.extend(crate::diff::diff(input.before, input.after));
    changes.extend(alone.attached);
    let mut refusals = refuse::refuse(input, &changes);
    refusals.extend(names_in_the_way);
    if !refusals.is_empty() {
        return Err(refusals.into_iter().map(Refusal::into_diagnostic).collect());
    }
    Ok(build::build(input, changes))
}
