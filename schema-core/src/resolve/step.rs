//! Steps that are written by hand.

use super::Resolver;
use crate::def::{DeedDef, StepDef, UndoDef};
use crate::diagnostic::Diagnostic;
use crate::effects::Effects;
use crate::ident::QualifiedName;
use crate::model::{Deed, HandWrittenStep, StepUndo};
use crate::sql::{first_words, statements};

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
        let begins_or_ends = |(_, statement): &(usize, &str)| controls_transaction(statement);
        if let Some((line, statement)) = statements(def.sql).into_iter().find(begins_or_ends) {
            let message = format!("{origin}: line {line} begins or ends a transaction: {}", statement.escape_debug());
            let finding = Diagnostic::error("transaction-control", message)
                .note("all of a step is one transaction, with what asks whether it is done: what came before would stay where that fails")
                .help("leave it out; what is to be a transaction of its own, write as a step of its own");
            self.diagnostics.push(finding);
        }
        let sql = def.sql.trim().trim_end_matches(';').trim_end().to_owned();
        Some(Deed { sql, locks, scans, rewrites })
    }
}

/// Tells whether a statement begins or ends a transaction; a savepoint is within one.
///
/// <https://www.postgresql.org/docs/current/sql-commands.html>
fn controls_transaction(statement: &str) -> bool {
    let words = first_words(statement);
    let [first, rest @ ..] = words.as_slice() else { return false };
    match first.as_str() {
        "begin" | "commit" | "end" | "abort" => true,
        "rollback" => !rest.iter().take(2).any(|word| word == "to"),
        "start" | "prepare" => rest.first().is_some_and(|word| word == "transaction"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_or_ends_a_transaction_is_told_from_the_rest() {
        let controls = [
            "BEGIN;",
            "begin isolation level serializable",
            "START TRANSACTION READ ONLY",
            "Commit",
            "/* done */ COMMIT AND CHAIN",
            "COMMIT PREPARED 'a'",
            "END WORK",
            "ABORT",
            "ROLLBACK",
            "ROLLBACK AND NO CHAIN",
            "PREPARE TRANSACTION 'a'",
        ];
        for sql in controls {
            assert!(controls_transaction(sql), "{sql}");
        }
        let others = [
            "SELECT 'COMMIT'",
            "SAVEPOINT a",
            "ROLLBACK TO a",
            "ROLLBACK WORK TO SAVEPOINT a",
            "ROLLBACK TRANSACTION TO SAVEPOINT a",
            "RELEASE a",
            "PREPARE a AS SELECT 1",
            "DO $$ BEGIN PERFORM 1; END $$",
            "\"commit\"",
        ];
        for sql in others {
            assert!(!controls_transaction(sql), "{sql}");
        }
    }
}
