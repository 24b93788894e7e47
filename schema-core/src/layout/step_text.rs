//! What headers and tables say of a step: locks, scans, undo. Written straight into the file's text, for a large schema
//! has tens of thousands of steps.

use std::fmt::{self, Display, Write};

use crate::effects::{Boundary, Effects, Major, RelationLock, TransactionRule};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::members::Members;
use crate::model::MajorRange;
use crate::plan::{Plan, Step, Undo};
use crate::sql::Statement;

/// Keeps a name that holds a line break from ending the comment it stands in.
pub(super) struct OneLine<'a>(pub(super) &'a mut String);

impl Write for OneLine<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.contains(['\n', '\r']) {
            self.0.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        } else {
            self.0.push_str(text);
        }
        Ok(())
    }
}

/// Keeps a name from ending the cell of a Markdown table that it stands in.
pub(super) struct Cell<'a>(pub(super) &'a mut String);

impl Write for Cell<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if !text.contains(['|', '\n', '\r']) {
            self.0.push_str(text);
            return Ok(());
        }
        for c in text.chars() {
            match c {
                '|' => self.0.push_str("\\|"),
                '\n' | '\r' => self.0.push(' '),
                c => self.0.push(c),
            }
        }
        Ok(())
    }
}

/// The majors of a group of effects: `15 to 17`, `18`.
pub(super) fn majors_text(majors: MajorRange) -> String {
    if majors.min == majors.max { majors.min.to_string() } else { format!("{} to {}", majors.min, majors.max) }
}

/// Writes locks by mode, the strongest first, each with what it makes others wait for.
pub(super) fn write_locks(out: &mut impl Write, effects: &Effects, created: &Members<QualifiedName>) -> fmt::Result {
    let (new, old): (Vec<&RelationLock>, Vec<&RelationLock>) =
        effects.locks.iter().partition(|lock| created.contains(&lock.relation));
    let mut separator = "";
    for mode in LockMode::ALL.into_iter().rev() {
        let mut relations = old.iter().filter(|lock| lock.mode == mode).map(|lock| &lock.relation).peekable();
        if relations.peek().is_some() {
            out.write_str(separator)?;
            write_list(out, relations)?;
            write!(out, ": {mode} ({})", mode.who_waits())?;
            separator = "; ";
        }
    }
    if !new.is_empty() {
        out.write_str(separator)?;
        write_list(out, new.iter().map(|lock| &lock.relation))?;
        out.write_str(": new in this migration")?;
    } else if old.is_empty() {
        out.write_str("none")?;
    }
    Ok(())
}

/// Writes the tables that are scanned and those that are rewritten.
pub(super) fn write_scans(out: &mut impl Write, effects: &Effects) -> fmt::Result {
    if effects.scans.is_empty() {
        out.write_str("none")?;
    } else {
        write_list(out, effects.scans.iter())?;
    }
    if !effects.rewrites.is_empty() {
        out.write_str(" · rewrites ")?;
        write_list(out, effects.rewrites.iter())?;
    }
    Ok(())
}

/// Whose transaction a step runs in.
#[derive(Clone, Copy)]
pub(crate) enum Transaction<'a> {
    /// Its own, and what separates it from the steps before.
    Own(Boundary<'a>),
    /// That of its file, which holds other steps too.
    OfFile,
}

/// Writes how a step stands to transactions, and because of what where that is required.
pub(super) fn write_transaction(out: &mut impl Write, effects: &Effects, transaction: Transaction<'_>) -> fmt::Result {
    match (effects.transaction, transaction) {
        (TransactionRule::OutsideBlock, _) => out.write_str("outside a transaction block"),
        (TransactionRule::Own, Transaction::Own(Boundary::NotRequired)) => out.write_str("own transaction"),
        (TransactionRule::Own, Transaction::Own(Boundary::Required(because))) => {
            write!(out, "own transaction, required: {because}")
        }
        (TransactionRule::Own, Transaction::OfFile) => out.write_str("the transaction of this file"),
    }
}

/// Writes how a step is undone, in a few words.
pub(super) fn write_undo(out: &mut impl Write, plan: &Plan, step: &Step) -> fmt::Result {
    match &step.undo {
        Undo::Nothing => out.write_str("nothing to undo"),
        Undo::ValuesStay => out.write_str("none, the values stay"),
        Undo::WithObject(object) => write!(out, "with {object}"),
        Undo::Irreversible(reason) => write!(out, "none, {reason}"),
        Undo::Statements(statements) => {
            let newest = Major::new(plan.postgres.max);
            let effects = |statement: &Statement| statement.effects_among(&newest, &plan.partitions);
            let locks: Vec<RelationLock> = statements.iter().flat_map(|statement| effects(statement).locks).collect();
            let Some(mode) = locks.iter().map(|lock| lock.mode).max() else {
                return write!(out, "rollback.sql {} (no locks)", step.id);
            };
            let mut relations = locks.iter().filter(|lock| lock.mode == mode).map(|lock| &lock.relation);
            let first = relations.next();
            let on = if relations.any(|relation| Some(relation) != first) { " on each" } else { "" };
            write!(out, "rollback.sql {} ({mode}{on})", step.id)
        }
    }
}

fn write_list<T: Display>(out: &mut impl Write, items: impl Iterator<Item = T>) -> fmt::Result {
    for (at, item) in items.enumerate() {
        let separator = if at == 0 { "" } else { ", " };
        write!(out, "{separator}{item}")?;
    }
    Ok(())
}
