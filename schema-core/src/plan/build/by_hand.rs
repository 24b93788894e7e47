//! Steps that are written by hand.

use super::{Builder, Stage};
use crate::ident::Ident;
use crate::model::{HandWrittenStep, StepPlace, StepUndo};
use crate::plan::Undo;
use crate::sql::RunByHand;

impl Builder<'_> {
    pub(super) fn run_by_hand(&mut self, name: Ident, step: HandWrittenStep) {
        let HandWrittenStep { title, behind, deed, done, undo } = step;
        let stage = match behind {
            StepPlace::Preflight => Stage::ByHandBeforeAll,
            StepPlace::Backfill => Stage::ByHandOnRows,
            StepPlace::Enforce => Stage::ByHandAfterAll,
        };
        let undo = match undo {
            StepUndo::By(deed) => {
                let (name, title) = (name.clone(), title.clone());
                Undo::Statements(vec![RunByHand { name, title, deed, done: None }.into()])
            }
            StepUndo::Irreversible(reason) => Undo::Irreversible(reason),
        };
        self.step(stage, 0, None, RunByHand { name, title, deed, done: Some(done) }, undo, None);
    }
}
