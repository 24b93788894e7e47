//! Changes that are not planned: each with what to do instead.

mod column;
pub(super) mod generated;
mod names;
mod object;
mod partition;
mod routine;
mod using;

pub(super) use self::names::{has_constraint, names_of_parts, relation_names};
use super::PlanInput;
use super::default_timing::default_timing;
use super::divisions::Divisions;
use super::usage::{bearer_changes, references_to};
use crate::diagnostic::{Diagnostic, Hint};
use crate::diff::Change;
use crate::ident::{Ident, QualifiedName};
use crate::model::{Constraint, ForeignKey, HandWrittenStep, ObjectName, SchemaModel, StepUndo, Validity};

/// The ids of the refusals, for the page that explains them.
pub const RULES: &[&str] = &["blocking", "data-loss", "unplannable"];

/// A change that is not planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It loses data, and nobody has allowed it.
    DataLoss(ObjectName),
    /// A partition goes with its rows, and nobody has allowed it.
    PartitionLoss(ObjectName),
    /// A plain column becomes a generated one, which loses the values that it holds, and nobody has allowed it.
    ValuesLoss(ObjectName),
    /// It has everybody wait while PostgreSQL scans a table in use or writes it anew, and nobody has allowed it.
    Blocking {
        /// What for.
        object: ObjectName,
        /// What is to be done.
        what: String,
        /// Who waits, and for what.
        because: String,
        /// What to do instead.
        instead: String,
    },
    /// What becomes of the rows is not said.
    Unsaid {
        /// What cannot be done.
        what: String,
        /// Why not.
        because: String,
        /// What to do instead, the attribute in it.
        instead: String,
        /// What would say it.
        hint: Hint,
    },
    /// There is no online form of it, or none that this version knows.
    Unplannable {
        /// What cannot be done.
        what: String,
        /// Why not.
        because: String,
        /// What to do instead.
        instead: String,
    },
}

impl Refusal {
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        match self {
            Refusal::DataLoss(object) => {
                let (kind, data) = match &object {
                    ObjectName::Table(_) => ("table", "data"),
                    ObjectName::Sequence(_) => ("sequence", "last number"),
                    ObjectName::Attribute(..) => ("attribute", "data"),
                    _ => ("column", "data"),
                };
                let renamed = match &object {
                    ObjectName::Table(table) => renamed("table", &table.name),
                    ObjectName::Column(_, column) => renamed("column", column),
                    ObjectName::Attribute(_, attribute) => renamed("attribute", attribute),
                    _ => String::new(),
                };
                lost(kind, &object, data, &renamed)
            }
            Refusal::PartitionLoss(object) => {
                let renamed = match &object {
                    ObjectName::Table(table) => renamed("partition", &table.name),
                    _ => String::new(),
                };
                lost("partition", &object, "data", &renamed)
            }
            Refusal::ValuesLoss(object) => Diagnostic::error(
                "data-loss",
                format!("column {object} is to be computed, and the values that its rows hold now would be lost"),
            )
            .note(
                "PostgreSQL makes no generated column of a plain one: the column is dropped, and another one added"
                    .to_owned(),
            )
            .help(format!("if that is meant: --allow-data-loss {}", shell_word(&object.to_string()))),
            Refusal::Blocking { object, what, because, instead } => {
                let allow = format!("--allow-blocking {}", shell_word(&object.to_string()));
                Diagnostic::error("blocking", what)
                    .note(because)
                    .help(format!("{instead}\n  help: or, if the wait is short enough: {allow}"))
            }
            Refusal::Unsaid { what, because, instead, hint } => {
                let said = Diagnostic::error("unplannable", what).note(because).help(instead);
                Diagnostic { hint: Some(hint), ..said }
            }
            Refusal::Unplannable { what, because, instead } => {
                Diagnostic::error("unplannable", what).note(because).help(instead)
            }
        }
    }
}

/// A name that holds quotes is to reach the command in one piece.
fn lost(kind: &str, object: &ObjectName, data: &str, renamed: &str) -> Diagnostic {
    let what = format!("{kind} {object} is declared no more, and its {data} would be lost");
    let allow = shell_word(&object.to_string());
    Diagnostic::error("data-loss", what).help(format!("if that is meant: --allow-data-loss {allow}{renamed}"))
}

fn renamed(attribute: &str, old_name: &Ident) -> String {
    format!("\n  help: if it has another name now, say so there: #[{attribute}(was = {:?})]", old_name.as_str())
}

fn shell_word(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Returns every refusal among the changes.
pub(super) fn refuse(input: &PlanInput<'_>, changes: &[Change]) -> Vec<Refusal> {
    let (before, after) = (Divisions::of(input.before), Divisions::of(input.after));
    let refusal = |change| refuse_change(input, &after, change);
    let mut refusals: Vec<Refusal> = changes.iter().filter_map(refusal).collect();
    refusals.extend(changes.iter().flat_map(|change| partition::reads_others(input, (&before, &after), change)));
    refusals.extend(changes.iter().filter_map(|change| generated::reads_rows(input, change)));
    refusals.extend(object::cycle(input));
    refusals.extend(names::in_the_way(input, changes));
    refusals
}

fn refuse_change(input: &PlanInput<'_>, divisions: &Divisions<'_>, change: &Change) -> Option<Refusal> {
    let data_loss = |object: ObjectName| {
        let allowed = input.allowed.data_loss.contains(&object.to_string());
        (!allowed).then_some(Refusal::DataLoss(object))
    };
    let unplannable = |what: String, because: &str, instead: String| {
        Some(Refusal::Unplannable { what, because: because.to_owned(), instead })
    };
    let blocking = |object: ObjectName, what: String, because: &str, instead: &str| {
        let allowed = input.allowed.blocking.contains(&object.to_string());
        let (because, instead) = (because.to_owned(), instead.to_owned());
        (!allowed).then_some(Refusal::Blocking { object, what, because, instead })
    };
    if let Some(refusal) = partition::refuse(input, divisions, change) {
        return Some(refusal);
    }
    if let Some(refusal) = column::changes_row_type(input, change) {
        return Some(refusal);
    }
    match change {
        Change::SetPersistence(table, persistence) => blocking(
            ObjectName::Table(table.clone()),
            format!("table {table} cannot become {} while it is in use", persistence.word()),
            "PostgreSQL writes all its rows and indexes anew under ACCESS EXCLUSIVE: reads and writes wait until it is done",
            "declare another table, and move the rows to it in batches",
        ),
        Change::AddIndex(table, name, index) | Change::ReplaceIndex(table, name, _, index) if index.is_invalid => {
            Some(invalid_index(table, name))
        }
        Change::AddConstraint(table, name, constraint) | Change::ReplaceConstraint(table, name, _, constraint)
            if constraint.validity() == Validity::NotEnforced && input.after.postgres.min < 18 =>
        {
            Some(not_enforced(table, name))
        }
        Change::CreateTable(table, definition) => {
            let invalid = definition.indexes.iter().find(|(_, index)| index.is_invalid);
            let mut unenforced = definition.constraints.iter().filter(|_| input.after.postgres.min < 18);
            let unenforced = unenforced.find(|(_, constraint)| constraint.validity() == Validity::NotEnforced);
            let invalid = invalid.map(|(name, _)| invalid_index(table, name));
            invalid.or_else(|| unenforced.map(|(name, _)| not_enforced(table, name)))
        }
        Change::AddConstraint(table, name, Constraint::Exclusion(_))
        | Change::ReplaceConstraint(table, name, Constraint::Exclusion(_), Constraint::Exclusion(_)) => blocking(
            ObjectName::Constraint(table.clone(), name.clone()),
            format!("exclusion constraint {name} cannot be added to {table} while it is in use"),
            "PostgreSQL builds its index under ACCESS EXCLUSIVE: reads and writes wait until it is done",
            "declare another table with it, and move the rows to it in batches",
        ),
        Change::DropTable(table, _) => data_loss(ObjectName::Table(table.clone())),
        Change::DropColumn(table, column) => data_loss(ObjectName::Column(table.clone(), column.name.clone())),
        Change::AlterColumnType(table, from, to) => column::alter_type(input, table, from, to),
        Change::AlterIdentity(table, from, to) => column::alter_identity(input, table, from, to),
        Change::AlterExpression(table, from, to) => generated::alter_expression(input, table, from, to),
        Change::ReplaceColumn(table, from, _) => generated::replace(input, table, from),
        Change::MoveExtension(name) => unplannable(
            format!("extension {name} cannot move to another namespace"),
            "whatever names its objects with their namespace would fail",
            "leave it where it is".to_owned(),
        ),
        Change::AddColumn(table, column) => column::add(input, table, column),
        Change::AddConstraint(table, name, Constraint::PrimaryKey(_))
        | Change::ReplaceConstraint(table, name, _, Constraint::PrimaryKey(_))
            if input.before.tables.get(table).is_some_and(|table| table.primary_key().is_some()) =>
        {
            let old = input.before.tables.get(table)?.primary_key()?;
            unplannable(
                format!("the primary key {} of {table} cannot become {name}", old.0),
                "a table has one primary key: between the old one and the new one it would have none",
                "keep the primary key, and declare the new one as #[unique(...)]".to_owned(),
            )
        }
        Change::ReplacePrimaryKey(table, (name, key), _)
            if key.can_be_referred_to() && stays_referenced(input, table, &key.columns) =>
        {
            unplannable(
                format!("the primary key {name} of {table} cannot be replaced: foreign keys to its columns may rest on it"),
                "PostgreSQL ties a foreign key to the oldest key of the columns that it refers to, and refuses to drop that with SQLSTATE 2BP01",
                "have the foreign keys refer to the new key; or drop them in one migration, replace the key in the next, and declare them there again, with #[unique(...)] on the columns that they refer to"
                    .to_owned(),
            )
        }
        Change::DropConstraint(table, name, Constraint::Unique(key) | Constraint::PrimaryKey(key))
            if key.can_be_referred_to()
                && is_referenced(input.after, table, &key.columns)
                && !is_spare(input, table, name, &key.columns) =>
        {
            unplannable(
                format!("the key {name} of {table} cannot go: foreign keys to its columns may rest on it"),
                "PostgreSQL ties a foreign key to the oldest key of the columns that it refers to, and refuses to drop that with SQLSTATE 2BP01",
                keep_bearer(input),
            )
        }
        Change::ReplaceConstraint(table, name, Constraint::Unique(key), _)
            if key.can_be_referred_to()
                && [input.before, input.after].iter().any(|model| is_referenced(model, table, &key.columns)) =>
        {
            unplannable(
                format!("the unique constraint {name} of {table} cannot change: foreign keys rest on it"),
                "PostgreSQL refuses to drop it with SQLSTATE 2BP01",
                "declare the new one under another name, move the foreign keys to it, then remove the old one"
                    .to_owned(),
            )
        }
        Change::ReplaceConstraint(table, name, from, to)
            if std::mem::discriminant(from) != std::mem::discriminant(to) =>
        {
            unplannable(
                format!("{name} of {table} cannot become a constraint of another kind"),
                "both would need the name at once",
                "give the new constraint another name".to_owned(),
            )
        }
        Change::ReplaceConstraint(table, name, Constraint::ForeignKey(from), Constraint::ForeignKey(_))
            if bearer_changes(input, from) =>
        {
            let references = &from.references;
            unplannable(
                format!("foreign key {name} of {table} cannot change together with the keys of {references}"),
                "on the way back it would rest on the key that is new, and keep that from going",
                format!("change the foreign key in one migration, and the keys of {references} in the next"),
            )
        }
        Change::DropIndex(table, name, old)
            if old.unique_columns().is_some_and(|columns| {
                is_referenced(input.after, table, columns.iter().copied())
                    && !is_spare(input, table, name, columns.iter().copied())
            }) =>
        {
            unplannable(
                format!("the unique index {name} of {table} cannot go: foreign keys to its columns may rest on it"),
                "PostgreSQL ties a foreign key to the oldest unique index of the columns that it refers to, and refuses to drop that with SQLSTATE 2BP01",
                keep_bearer(input),
            )
        }
        Change::ReplaceIndex(table, name, old, _)
            if old.unique_columns().is_some_and(|columns| {
                let mut models = [input.before, input.after].into_iter();
                models.any(|model| is_referenced(model, table, columns.iter().copied()))
                    && !is_spare(input, table, name, columns.iter().copied())
            }) =>
        {
            unplannable(
                format!("the unique index {name} of {table} cannot change: foreign keys to its columns may rest on it"),
                "PostgreSQL ties a foreign key to the oldest unique index of the columns that it refers to, and refuses to drop that with SQLSTATE 2BP01",
                "keep it; or drop the foreign keys in one migration, change the index in the next, and add them again in a third"
                    .to_owned(),
            )
        }
        Change::AlterDefault(table, column, from, to) => {
            let timing = default_timing(input, table, column, from.as_deref(), to.as_deref(), |_| false);
            let Err(check) = timing else { return column::alter_default(input, table, column, to.as_deref()) };
            unplannable(
                format!("the default of {table}.{column} cannot change together with check {check}"),
                "the old check may refuse the new default, or the new check the old one: inserts would fail until the other is changed too",
                "do it in two migrations: first a check that admits both defaults, then the default".to_owned(),
            )
        }
        Change::AlterType(name, from, to) => object::alter_type(input, name, &from.is, &to.is),
        Change::DropSequence(name, sequence) => object::drop_sequence(input, name, sequence),
        Change::RunStep(name, step) => by_hand(input, name, step),
        Change::AlterStep(name) => unplannable(
            format!("step {name} says something else now, and has run"),
            "a step that is written by hand runs in one migration, the first that has it",
            "take back what was changed, or give the step another name: then it runs anew".to_owned(),
        ),
        Change::AddNotNullNotValid(table, column, _) => column::not_valid(input, table, column),
        Change::SetNotNull(table, column) => column::backfill(input, table, column),
        Change::RenameType(from, to) => object::rename_type(input, from, to),
        Change::RenameSequence(None, from, to) => object::rename_sequence(input, from, to),
        Change::RenameLabel(name, from, to) => object::rename_label(input, name, from, to),
        Change::RenameAttribute(name, from, to) => object::rename_attribute(input, name, from, to),
        Change::ReplaceRoutine(name, from, to) => routine::replace(input, name, from, to),
        Change::DropRoutine(name, _) => routine::drop(input, name),
        Change::CreateType(name, _) => object::create_type(input, name),
        Change::RenameTable(..)
        | Change::RenamePartition(..)
        | Change::RenameColumn(..)
        | Change::RenameSequence(..)
        | Change::RenameDomainCheck(..)
        | Change::RenameConstraint(..)
        | Change::RenameIndex(..)
        | Change::RenamePart(..)
        | Change::Repartition(..)
        | Change::AddPartition(..)
        | Change::DropPartition(..)
        | Change::DetachPartition(..)
        | Change::AttachPartition(..)
        | Change::AlterBound(..)
        | Change::CreateNamespace(..)
        | Change::DropNamespace(..)
        | Change::DropType(..)
        | Change::CreateSequence(..)
        | Change::AlterSequence(..)
        | Change::AlterObjectComment(..)
        | Change::CreateExtension(..)
        | Change::DropExtension(..)
        | Change::DropNotNull(..)
        | Change::AddConstraint(..)
        | Change::DropConstraint(..)
        | Change::ReplaceConstraint(..)
        | Change::ReplacePrimaryKey(..)
        | Change::AlterTableOptions(..)
        | Change::AlterDeferrability(..)
        | Change::ValidateConstraint(..)
        | Change::AlterIndexOptions(..)
        | Change::AddIndex(..)
        | Change::DropIndex(..)
        | Change::ReplaceIndex(..)
        | Change::AddInvariant(..)
        | Change::DropInvariant(..)
        | Change::ReplaceInvariant(..)
        | Change::CreateRoutine(..)
        | Change::AddTrigger(..)
        | Change::DropTrigger(..)
        | Change::ReplaceTrigger(..)
        | Change::AlterComment(..) => None,
    }
}

/// Refuses a step that keeps writers of a table in use waiting while it reads or writes all of it, unless it is allowed.
fn by_hand(input: &PlanInput<'_>, name: &Ident, step: &HandWrittenStep) -> Option<Refusal> {
    let undo = match &step.undo {
        StepUndo::By(undo) => Some(undo),
        StepUndo::Irreversible(_) => None,
    };
    let deeds = [&step.deed].into_iter().chain(undo);
    let mut tables = deeds.flat_map(|deed| {
        let blocking = deed.locks.iter().filter(|lock| lock.mode.blocks_writes()).map(|lock| &lock.relation);
        blocking.filter(|table| deed.scans.contains(table) || deed.rewrites.contains(table))
    });
    let is_held = |table: &&QualifiedName| {
        input.before.tables.contains_key(*table) && !input.allowed.blocking.contains(&table.to_string())
    };
    let table = tables.find(is_held)?;
    Some(Refusal::Blocking {
        object: ObjectName::Table(table.clone()),
        what: format!("step {name} cannot run while {table} is in use"),
        because: format!("it says that it reads or writes all rows of {table} under a lock that keeps writers waiting"),
        instead: "write it in batches, or with a weaker lock".to_owned(),
    })
}

fn invalid_index(table: &QualifiedName, name: &Ident) -> Refusal {
    Refusal::Unplannable {
        what: format!("index {name} of {table} cannot be made invalid"),
        because: "PostgreSQL leaves an index invalid where building it fails, and has no statement for it".to_owned(),
        instead: "leave it as it is, or drop it".to_owned(),
    }
}

fn not_enforced(table: &QualifiedName, name: &Ident) -> Refusal {
    Refusal::Unplannable {
        what: format!("{name} of {table} cannot be NOT ENFORCED"),
        because: "PostgreSQL has that from 18 on, and the migration is to run on older majors too".to_owned(),
        instead: "plan for 18 alone, or enforce the constraint".to_owned(),
    }
}

fn is_referenced<'c>(model: &SchemaModel, table: &QualifiedName, columns: impl IntoIterator<Item = &'c Ident>) -> bool {
    references_to(model, table, columns).next().is_some()
}

/// What to do instead of dropping an index that foreign keys may rest on.
fn keep_bearer(input: &PlanInput<'_>) -> String {
    let keep = "keep it; or drop the foreign keys in one migration, and add them again in the next";
    match input.allowed.spare_indexes {
        Some(_) => keep.to_owned(),
        None => format!(
            "{keep}\n  help: where another index has the same columns, a database knows which one they rest on: `plan --from` it"
        ),
    }
}

/// Tells whether every foreign key to these columns is there and rests on another index than this one. A new one would
/// rest on the oldest of them, whichever that is.
fn is_spare<'c>(
    input: &PlanInput<'_>,
    table: &QualifiedName,
    index: &Ident,
    columns: impl IntoIterator<Item = &'c Ident>,
) -> bool {
    let is_there = |(child, name, foreign_key): (&QualifiedName, &Ident, &ForeignKey)| {
        let before = input.before.tables.get(child).and_then(|table| table.constraints.get(name));
        matches!(before, Some(Constraint::ForeignKey(before)) if before == foreign_key)
    };
    input.allowed.spare_indexes.as_ref().is_some_and(|spare| spare.contains(&table.sibling(index)))
        && references_to(input.after, table, columns).all(is_there)
}

/// Tells whether a foreign key rests on the key of these columns that cannot move to the new one before: it is wanted as it
/// is, or another one like it, which would rest on the old key too.
fn stays_referenced(input: &PlanInput<'_>, table: &QualifiedName, columns: &[Ident]) -> bool {
    is_referenced(input.before, table, columns) && is_referenced(input.after, table, columns)
}
