//! The way back from a plan, or from the first steps of one.

use super::{Plan, Step, StepId, Undo};
use crate::sql::Statement;

/// One statement of the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollbackStep {
    /// The step that it undoes.
    pub undoes: StepId,
    /// What runs.
    pub statement: Statement,
}

/// Returns what undoes the first `done` steps of a plan, the last one first.
///
/// What one undo would make and a later one would drop again is left out. A step that is undone with an object counts
/// on the undo of the step that made it. Irreversible steps are passed over: ask [`Plan::irreversible`] first.
pub fn rollback(plan: &Plan, done: usize) -> Vec<RollbackStep> {
    let mut steps: Vec<RollbackStep> = Vec::new();
    for step in plan.steps[..done].iter().rev() {
        for statement in undo_of(step) {
            match made_by(&steps, statement) {
                Some(first) => {
                    // Everything about that object goes, from the step that made it.
                    let mut at = 0;
                    steps.retain(|earlier| {
                        at += 1;
                        at <= first || !is_about_same(&earlier.statement, statement)
                    });
                }
                None => steps.push(RollbackStep { undoes: step.id, statement: statement.clone() }),
            }
        }
    }
    steps
}

fn undo_of(step: &Step) -> &[Statement] {
    match &step.undo {
        Undo::Statements(statements) => statements,
        Undo::Nothing | Undo::WithObject(_) | Undo::Irreversible(_) => &[],
    }
}

/// Where the way back so far makes what `statement` drops.
fn made_by(steps: &[RollbackStep], statement: &Statement) -> Option<usize> {
    steps.iter().rposition(|earlier| match (&earlier.statement, statement) {
        (Statement::CreateIndexConcurrently(create), Statement::DropIndexConcurrently(drop)) => {
            create.table == drop.table && create.name == drop.name
        }
        (Statement::AddCheckNotValid(add), Statement::DropConstraint(drop)) => {
            add.table == drop.table && add.name == drop.name
        }
        _ => false,
    })
}

/// Tells whether an earlier statement makes, validates or comments on what `drop` drops.
fn is_about_same(earlier: &Statement, drop: &Statement) -> bool {
    match (earlier, drop) {
        (Statement::CreateIndexConcurrently(create), Statement::DropIndexConcurrently(drop)) => {
            create.table == drop.table && create.name == drop.name
        }
        (Statement::AddCheckNotValid(add), Statement::DropConstraint(drop)) => {
            add.table == drop.table && add.name == drop.name
        }
        (Statement::ValidateConstraint(validate), Statement::DropConstraint(drop)) => {
            validate.table == drop.table && validate.name == drop.name
        }
        _ => false,
    }
}
