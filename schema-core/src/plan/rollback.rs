//! The way back from a plan, or from the first steps of one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Plan, Step, StepId, Undo};
use crate::effects::EffectsByMajor;
use crate::ident::{Ident, QualifiedName};
use crate::model::ObjectName;
use crate::sql::{CheckDuplicates, CheckRows, Referring, ReportOrphans, Statement, calls, index_definition, mentions};

/// One statement of the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollbackStep {
    /// The step that it undoes.
    pub undoes: StepId,
    /// What runs.
    pub statement: Statement,
    /// What that does to others.
    pub effects: EffectsByMajor,
}

/// The way back, and what it does without.
pub(crate) struct WayBack {
    pub(crate) steps: Vec<RollbackStep>,
    /// What would make something for a while, and what would drop that again; each with its place among the steps.
    pub(crate) left_out: Vec<(usize, RollbackStep)>,
}

/// Returns what undoes the first `done` steps of a plan, the last one first.
///
/// What one undo would make and a later one would drop again is left out. A step that is undone with an object counts
/// on the undo of the step that made it. Irreversible steps are passed over: ask [`Plan::irreversible`] first.
pub fn rollback(plan: &Plan, done: usize) -> Vec<RollbackStep> {
    way_back(plan, done).steps
}

/// Does what [`rollback`] does, and returns what is left out as well.
pub(crate) fn way_back(plan: &Plan, done: usize) -> WayBack {
    let mut all: Vec<(RollbackStep, bool)> = Vec::new();
    // What the way back makes for a while: the step whose undo makes it, and where that and what is about it stand.
    let mut made: BTreeMap<ObjectName, (StepId, Vec<usize>)> = BTreeMap::new();
    for step in plan.steps[..done].iter().rev() {
        for statement in undo_of(step) {
            let effects = EffectsByMajor::of(statement, plan.postgres, &plan.partitions);
            let step = RollbackStep { undoes: step.id, statement: statement.clone(), effects };
            if let Some((by, about)) = dropped(statement).and_then(|object| made.remove(&object)) {
                // What the undo of one step makes and drops proves something to it meanwhile.
                let is_proof = by == step.undoes;
                for at in about {
                    all[at].1 = is_proof;
                }
                all.push((step, is_proof));
                continue;
            }
            if let Statement::AddKeyUsingIndex(add) = statement {
                // DROP CONSTRAINT takes the index along: what made that goes with what made the key of it.
                let index = ObjectName::Index(add.table.clone(), add.index.clone());
                if let Some((by, mut about)) = made.remove(&index) {
                    about.push(all.len());
                    made.insert(ObjectName::Constraint(add.table.clone(), add.name.clone()), (by, about));
                }
            } else if let Some(object) = made_for_a_while(statement) {
                made.insert(object, (step.undoes, vec![all.len()]));
            } else if let Statement::RenameConstraint(rename) = statement {
                let object = |name: &Ident| ObjectName::Constraint(rename.table.clone(), name.clone());
                if let Some((by, mut about)) = made.remove(&object(&rename.from)) {
                    about.push(all.len());
                    made.insert(object(&rename.to), (by, about));
                }
            } else if let Some((_, about)) = described(statement).and_then(|object| made.get_mut(&object)) {
                about.push(all.len());
            }
            all.push((step, true));
        }
    }
    let mut back = WayBack { steps: Vec::with_capacity(all.len()), left_out: Vec::new() };
    for (step, is_needed) in all {
        if is_needed {
            back.steps.push(step);
        } else {
            back.left_out.push((back.steps.len(), step));
        }
    }
    back
}

/// A look at the rows on the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollbackCheck {
    /// The place of the step that it comes before.
    pub before: usize,
    /// What runs.
    pub statement: Statement,
}

/// Returns what looks for rows that a way back could not bring back what was there before for: rows written since then,
/// which a CHECK, a key or a foreign key that comes back would not accept.
///
/// It looks before anything is undone; but where it needs what the way back makes first, right before what it is about.
pub fn rollback_checks(plan: &Plan, steps: &[RollbackStep]) -> Vec<RollbackCheck> {
    // ONLY leaves out the rows of partitions, so each is asked.
    let holders = |table: &QualifiedName| match plan.partitions.leaves(table) {
        Some(leaves) => leaves.cloned().collect(),
        None => vec![table.clone()],
    };
    let mut orphans: Vec<Referring> = Vec::new();
    let mut checks = Vec::new();
    let mut makers: Vec<&Statement> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let place = |text: &str| if makers.iter().any(|maker| makes_what_is_named(maker, text)) { at } else { 0 };
        match &step.statement {
            Statement::AddCheckNotValid(add) if add.check.validity.is_valid() => {
                let check = |table| CheckRows {
                    table,
                    name: add.name.clone(),
                    condition: add.check.expression.sql.clone(),
                    key: add.check.expression.columns.clone(),
                };
                let before = place(&add.check.expression.sql);
                let statements = holders(&add.table).into_iter().map(|table| check(table).into());
                checks.extend(statements.map(|statement| RollbackCheck { before, statement }));
            }
            Statement::CreateIndexConcurrently(create) if create.index.unique => {
                let (table, name, index) = (create.table.clone(), create.name.clone(), create.index.clone());
                let before = place(&index_definition(&index));
                let is_composite = |column: &&Ident| plan.composites.contains(&(table.clone(), (*column).clone()));
                let composites = index.columns().filter(is_composite).cloned().collect();
                let statement = CheckDuplicates { table, name, index, composites }.into();
                checks.push(RollbackCheck { before, statement });
            }
            Statement::AddForeignKeyNotValid(add) if add.foreign_key.validity.is_valid() => {
                let key = (add.table.clone(), add.name.clone());
                let comparison = plan.comparisons.get(&key).cloned().unwrap_or_default();
                orphans.extend(holders(&add.table).into_iter().map(|table| {
                    let (name, foreign_key) = (add.name.clone(), Arc::clone(&add.foreign_key));
                    Referring { table, name, foreign_key, comparison: comparison.clone() }
                }));
            }
            Statement::CreateRoutine(_) | Statement::CreateType(_) | Statement::CreateExtension(_) => {
                makers.push(&step.statement);
            }
            _ => {}
        }
    }
    if !orphans.is_empty() {
        let referenced = orphans.iter().map(|referring| &referring.foreign_key.references);
        let is_partitioned = |table: &&QualifiedName| plan.partitions.leaves(table).is_some();
        let partitioned = referenced.filter(is_partitioned).cloned().collect();
        checks
            .push(RollbackCheck { before: 0, statement: ReportOrphans { foreign_keys: orphans, partitioned }.into() });
    }
    checks
}

/// Tells whether a text may need the routine, the type or something of the extension that a statement makes.
fn makes_what_is_named(statement: &Statement, text: &str) -> bool {
    match statement {
        Statement::CreateRoutine(create) => calls(text, &create.name.name),
        Statement::CreateType(create) => mentions(text, create.name.name.as_str()),
        Statement::CreateExtension(_) => true,
        _ => false,
    }
}

pub(crate) fn undo_of(step: &Step) -> &[Statement] {
    match &step.undo {
        Undo::Statements(statements) => statements,
        Undo::Nothing | Undo::ValuesStay | Undo::WithObject(_) | Undo::Irreversible(_) => &[],
    }
}

fn made_for_a_while(statement: &Statement) -> Option<ObjectName> {
    match statement {
        Statement::CreateIndexConcurrently(index) => Some(ObjectName::Index(index.table.clone(), index.name.clone())),
        Statement::AddCheckNotValid(check) => Some(ObjectName::Constraint(check.table.clone(), check.name.clone())),
        Statement::CreateFillTrigger(create) => Some(ObjectName::Trigger(create.table.clone(), create.name.clone())),
        Statement::AddForeignKeyNotValid(add) => Some(ObjectName::Constraint(add.table.clone(), add.name.clone())),
        _ => None,
    }
}

/// The one object that a statement only says something of.
fn described(statement: &Statement) -> Option<ObjectName> {
    match statement {
        Statement::ValidateConstraint(validate) => {
            Some(ObjectName::Constraint(validate.table.clone(), validate.name.clone()))
        }
        Statement::Comment(comment) => match &comment.comments[..] {
            [(object, _)] => Some(object.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn dropped(statement: &Statement) -> Option<ObjectName> {
    match statement {
        Statement::DropIndexConcurrently(index) => Some(ObjectName::Index(index.table.clone(), index.name.clone())),
        Statement::DropConstraint(constraint) => {
            Some(ObjectName::Constraint(constraint.table.clone(), constraint.name.clone()))
        }
        Statement::DropFillTrigger(drop) => Some(ObjectName::Trigger(drop.table.clone(), drop.name.clone())),
        _ => None,
    }
}
