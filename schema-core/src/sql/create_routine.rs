use super::{Kind, Postcondition, definition_text, literal, push};
use crate::effects::{Effects, Major};
use crate::lock_mode::LockMode;
use crate::model::{Routine, RoutineName};

/// `CREATE FUNCTION` or `CREATE PROCEDURE` as it is declared, with its comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRoutine {
    /// Its name and arguments.
    pub name: RoutineName,
    /// What it is.
    pub routine: Routine,
    /// Whether it takes the place of one of that name, and how.
    pub replaces: Replaces,
    /// What keeps the results of the one that it replaces: `index public.users_email_idx`.
    pub keepers: Vec<String>,
}

/// How a routine takes the place of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// There is none.
    Nothing,
    /// From one moment to the next, also for those who are calling it.
    Body,
    /// It has another signature, so the old one is dropped in the same transaction, with the privileges on it; PostgreSQL
    /// refuses that while anything depends on it.
    Signature,
}

impl Kind for CreateRoutine {
    fn title(&self) -> String {
        match self.replaces {
            Replaces::Nothing => format!("create routine {}", self.name),
            Replaces::Body if self.keepers.is_empty() => format!("replace routine {}", self.name),
            Replaces::Body => format!(
                "replace routine {}, whose results so far stay in {}: build or write these anew where they differ",
                self.name,
                self.keepers.join(", ")
            ),
            Replaces::Signature => format!("drop routine {}, and create it anew with other privileges", self.name),
        }
    }

    fn write(&self, sql: &mut String) {
        // The body may name tables that come later.
        sql.push_str("SET LOCAL check_function_bodies = off;\n");
        match self.replaces {
            Replaces::Nothing => sql.push_str(&self.routine.definition),
            Replaces::Body => sql.push_str(&definition_text::or_replace(&self.routine.definition)),
            Replaces::Signature => push!(sql, "DROP ROUTINE {};\n{}", self.name, self.routine.definition),
        }
        sql.push(';');
        if let Some(comment) = &self.routine.comment {
            push!(sql, "\nCOMMENT ON ROUTINE {} IS {};", self.name, literal(comment));
        } else if self.replaces == Replaces::Body {
            push!(sql, "\nCOMMENT ON ROUTINE {} IS NULL;", self.name);
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        let body = definition_text::atomic_body(&self.routine.definition).unwrap_or_default();
        let read = self.routine.needs.iter().filter(|table| definition_text::mentions(body, table.name.as_str()));
        read.fold(Effects::none(), |effects, table| effects.and_lock(table, LockMode::AccessShare))
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Routine {
            name: self.name.clone(),
            exists: true,
            body: definition_text::body(&self.routine.definition),
            comment: self.routine.comment.clone(),
        }
    }
}
