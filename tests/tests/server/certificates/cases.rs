//! The statements that are certified: at least one of each kind, more where the effects depend on the shape.

mod backfills;
pub(crate) mod by_hand;
mod columns;
mod constraints;
mod indexes;
mod keys;
mod objects;
mod reads;
mod routines;
mod storage;
mod triggers;
mod types;

use schema_core::sql::Statement;

use schema_harness::certificates::Before;

/// One statement, and the database it runs in.
pub(crate) struct Case {
    /// What is special about it.
    pub(crate) name: &'static str,
    /// What is done before, on top of `base.sql`.
    pub(crate) setup: &'static str,
    /// What is measured.
    pub(crate) statement: Statement,
    /// Whether its postcondition may hold already.
    pub(super) before: Before,
    /// The first major that knows the statement.
    pub(crate) from: u16,
}

impl Case {
    fn new(name: &'static str, setup: &'static str, statement: impl Into<Statement>) -> Case {
        Case { name, setup, statement: statement.into(), before: Before::Open, from: 0 }
    }

    fn since(self, from: u16) -> Case {
        Case { from, ..self }
    }

    fn that_holds_before(self, reason: &'static str) -> Case {
        Case { before: Before::Holds(reason), ..self }
    }
}

/// The cases that every major knows, those of one kind together, in the order of the kinds.
pub(crate) fn all() -> Vec<Case> {
    sorted(|case| case.from == 0)
}

/// The cases that only newer majors know, likewise.
pub(crate) fn newer() -> Vec<Case> {
    sorted(|case| case.from > 0)
}

fn sorted(is_wanted: impl Fn(&Case) -> bool) -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(backfills::cases());
    cases.extend(by_hand::cases());
    cases.extend(columns::cases());
    cases.extend(constraints::cases());
    cases.extend(indexes::cases());
    cases.extend(keys::cases());
    cases.extend(objects::cases());
    cases.extend(reads::cases());
    cases.extend(routines::cases());
    cases.extend(storage::cases());
    cases.extend(triggers::cases());
    cases.extend(types::cases());
    cases.retain(is_wanted);
    // A stable sort: cases of one kind stay in the order they are written in.
    cases.sort_by_key(|case| Statement::KINDS.iter().position(|kind| *kind == case.statement.kind()));
    cases
}
