//! The statements that are certified: at least one of each kind, more where the effects depend on the shape.

mod columns;
mod constraints;
mod indexes;
mod objects;
mod reads;
mod triggers;

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
}

impl Case {
    fn new(name: &'static str, setup: &'static str, statement: impl Into<Statement>) -> Case {
        Case { name, setup, statement: statement.into(), before: Before::Open }
    }

    fn that_holds_before(self, reason: &'static str) -> Case {
        Case { before: Before::Holds(reason), ..self }
    }
}

/// All cases, those of one kind together, in the order of the kinds.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(columns::cases());
    cases.extend(constraints::cases());
    cases.extend(indexes::cases());
    cases.extend(objects::cases());
    cases.extend(reads::cases());
    cases.extend(triggers::cases());
    // A stable sort: cases of one kind stay in the order they are written in.
    cases.sort_by_key(|case| Statement::KINDS.iter().position(|kind| *kind == case.statement.kind()));
    cases
}
