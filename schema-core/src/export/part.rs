//! A migration cut into what a runner runs, and records, one by one.

use super::reviewed::Known;
use crate::effects::{EffectsByMajor, TransactionRule};
use crate::ident::QualifiedName;
use crate::members::Members;
use crate::plan::{Phase, Plan, RollbackStep, Step, StepId, Timeouts, Undo, rollback_checks, undo_of};
use crate::sql::Statement;

/// Steps that may share a transaction are cut here: each relation that they make or lock takes up room in the server's lock
/// table, which has some thousands of places.
const STEPS: usize = 200;

/// What a runner runs as one: it is recorded as done, or it has changed nothing.
pub(super) struct Part<'a> {
    /// The first of its steps, or the one whose way back it is a piece of.
    pub(super) id: StepId,
    /// What it is called.
    pub(super) title: String,
    pub(super) up: &'a [Known<'a>],
    pub(super) back: Back,
}

/// The way back from a part.
pub(super) enum Back {
    Piece(Piece),
    /// There is none, because.
    None(String),
}

/// Statements that run in one transaction, or one that runs outside of any.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) work: Vec<Work>,
}

/// One statement of the way back.
pub(super) enum Work {
    /// Looks at the rows, and fails where what was there before cannot come back.
    Look(Statement, EffectsByMajor),
    Undo(RollbackStep),
}

impl Work {
    pub(super) fn statement(&self) -> &Statement {
        match self {
            Work::Look(statement, _) => statement,
            Work::Undo(step) => &step.statement,
        }
    }

    pub(super) fn effects(&self) -> &EffectsByMajor {
        match self {
            Work::Look(_, effects) => effects,
            Work::Undo(step) => &step.effects,
        }
    }

    pub(super) fn timeouts(&self) -> Timeouts {
        Timeouts::of(self.statement())
    }
}

impl Part<'_> {
    /// Tells whether it runs outside of any transaction.
    pub(super) fn is_outside(&self) -> bool {
        self.up.iter().any(|known| known.reviewed.is_outside())
    }

    /// Tells whether a timeout would end it half-way, and it cannot set its own.
    pub(super) fn wants_no_timeouts(&self) -> bool {
        self.is_outside() && self.up.iter().any(|known| known.reviewed.timeouts == ["0", "0"])
    }
}

impl Piece {
    /// Tells whether it runs outside of any transaction.
    pub(super) fn is_outside(&self) -> bool {
        self.work.iter().any(|work| is_outside(work.effects()))
    }
}

/// Tells whether PostgreSQL refuses a statement in a transaction.
pub(super) fn is_outside(effects: &EffectsByMajor) -> bool {
    effects.groups().iter().any(|(_, effects)| effects.transaction == TransactionRule::OutsideBlock)
}

/// Cuts a migration: steps that keep nobody waiting are together, each other one is alone, so that a run that fails goes on
/// where it stopped. A way back that PostgreSQL refuses in one transaction is cut too: its last piece goes with the steps,
/// the others stand behind them and do nothing on the way there.
pub(super) fn parts<'a>(steps: &'a [Known<'a>], plan: Option<&Plan>) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let is_quiet = |known: &Known<'_>| known.step.zip(plan).is_some_and(|(step, plan)| is_quiet(plan, step));
    for file in steps.chunk_by(|a, b| a.reviewed.id.file == b.reviewed.id.file) {
        let is_together = |a: &Known<'_>, b: &Known<'_>| is_quiet(a) && is_quiet(b);
        for together in file.chunk_by(is_together).flat_map(|steps| steps.chunks(STEPS)) {
            push_parts(plan, together, &mut parts);
        }
    }
    parts
}

fn push_parts<'a>(plan: Option<&Plan>, up: &'a [Known<'a>], parts: &mut Vec<Part<'a>>) {
    let first = &up[0].reviewed;
    let id = first.id;
    let title = if up.len() == 1 { first.title.to_owned() } else { first.phase().to_owned() };
    let mut pieces = match way_back(plan, up) {
        Ok(pieces) => pieces,
        Err(reason) => {
            parts.push(Part { id, title, up, back: Back::None(reason) });
            return;
        }
    };
    let last = pieces.pop().unwrap_or_default();
    parts.push(Part { id, title: title.clone(), up, back: Back::Piece(last) });
    let behind = pieces.into_iter().rev();
    parts.extend(behind.map(|piece| Part {
        id,
        title: format!("way back of {title}"),
        up: &[],
        back: Back::Piece(piece),
    }));
}

/// Tells whether a step may share a transaction with others of its kind: it keeps nobody waiting, reads rows only where
/// nothing else is done, and is undone the same way.
fn is_quiet(plan: &Plan, step: &Step) -> bool {
    let is_new = |relation: &QualifiedName| plan.created.contains(relation);
    let reads_only = matches!(step.phase, Phase::Preflight | Phase::Audit | Phase::Verify);
    // A new value of an enum cannot be used in the transaction that adds it; what is written by hand is judged by nobody.
    !matches!(step.statement, Statement::AddEnumValue(_) | Statement::RunByHand(_))
        && keeps_nobody_waiting(&step.effects, &plan.created)
        && step
            .effects
            .groups()
            .iter()
            .all(|(_, effects)| effects.rewrites.iter().all(is_new) && (reads_only || effects.scans.iter().all(is_new)))
        && undo_of(step).iter().all(|statement| !is_outside(&effects_of(plan, statement)))
}

fn keeps_nobody_waiting(effects: &EffectsByMajor, created: &Members<QualifiedName>) -> bool {
    !is_outside(effects)
        && effects.groups().iter().all(|(_, effects)| {
            effects.locks.iter().all(|lock| !lock.mode.blocks_writes() || created.contains(&lock.relation))
        })
}

/// What undoes the steps, in its order, cut where a statement must run outside of a transaction; or why nothing does.
fn way_back(plan: Option<&Plan>, up: &[Known<'_>]) -> Result<Vec<Piece>, String> {
    let mut undone = Vec::new();
    for Known { reviewed, step } in up.iter().rev() {
        let Some((step, plan)) = step.zip(plan) else {
            return Err(format!(
                "step {} was planned by another version of the tool: rollback.sql leads back",
                reviewed.id
            ));
        };
        if let Undo::Irreversible(reason) = &step.undo {
            return Err(format!("step {} cannot be undone: {reason}", step.id));
        }
        undone.extend(undo_of(step).iter().map(|statement| RollbackStep {
            undoes: step.id,
            statement: statement.clone(),
            effects: effects_of(plan, statement),
        }));
    }
    Ok(plan.map_or(Vec::new(), |plan| pieces(plan, undone)))
}

fn pieces(plan: &Plan, undone: Vec<RollbackStep>) -> Vec<Piece> {
    let mut looks = rollback_checks(plan, &undone);
    looks.sort_by_key(|look| look.before);
    let mut looks = looks.into_iter().peekable();
    let mut work = Vec::new();
    for (at, step) in undone.into_iter().enumerate() {
        while let Some(look) = looks.next_if(|look| look.before == at) {
            let effects = effects_of(plan, &look.statement);
            work.push(Work::Look(look.statement, effects));
        }
        work.push(Work::Undo(step));
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for work in work {
        let is_alone = is_outside(work.effects());
        match pieces.last_mut() {
            Some(piece) if !is_alone && !piece.is_outside() => piece.work.push(work),
            _ => pieces.push(Piece { work: vec![work] }),
        }
    }
    pieces
}

fn effects_of(plan: &Plan, statement: &Statement) -> EffectsByMajor {
    EffectsByMajor::of(statement, plan.postgres, &plan.partitions)
}
