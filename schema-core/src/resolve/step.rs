//! Steps that are written by hand.

use super::Resolver;
use crate::def::{DeedDef, StepDef, UndoDef};
use crate::diagnostic::Diagnostic;
use crate::effects::Effects;
use crate::ident::QualifiedName;
use crate::model::{Deed, HandWrittenStep, StepUndo};

impl Resolver {
    pub(super) fn hand_written(&mut self, def: &StepDef) {
        let origin = format!("step {}", def.name);
        let Some(name) = self.ident(def.name, &origin) else { return };
        let Some(deed) = self.deed(&def.deed, &origin) else { return };
        let undo = match &def.undo {
            UndoDef::By(undo) => self.deed(undo, &origin).map(StepUndo::By),
            UndoDef::Irreversible(reason) => Some(StepUndo::Irreversible((*reason).to_owned())),
        };
        let Some(undo) = undo else { return };
        let (title, done) = (def.title.trim().to_owned(), def.done.trim().to_owned());
        let step = HandWrittenStep { title, behind: def.behind, deed, done, undo };
        if self.declared.model.steps.insert(name, step).is_some() {
            self.diagnostics.push(Diagnostic::error("duplicate-name", format!("{origin} is declared twice")));
        }
    }

    fn deed(&mut self, def: &DeedDef, origin: &str) -> Option<Deed> {
        let mut relation = |name: &str| -> Option<QualifiedName> {
            let parsed = name.parse().ok();
            if parsed.is_none() {
                let message = format!("{origin}: `{}` is not of the form namespace.name", name.escape_debug());
                self.diagnostics.push(Diagnostic::error("invalid-name", message));
            }
            parsed
        };
        let mut effects = Effects::none();
        for (name, mode) in def.locks {
            effects = effects.and_lock(&relation(name)?, *mode);
        }
        for name in def.scans {
            effects = effects.and_scan(&relation(name)?);
        }
        for name in def.rewrites {
            effects = effects.and_rewrite(&relation(name)?);
        }
        let Effects { locks, scans, rewrites, .. } = effects;
        let sql = def.sql.trim().trim_end_matches(';').trim_end().to_owned();
        Some(Deed { sql, locks, scans, rewrites })
    }
}
