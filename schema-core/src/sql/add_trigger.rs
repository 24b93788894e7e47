use super::{Kind, Postcondition, definition_text, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Trigger, TriggerState};

/// `CREATE TRIGGER` as it is declared, with its state and comment; rows that are there are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddTrigger {
    /// The table.
    pub table: QualifiedName,
    /// The trigger's name.
    pub name: Ident,
    /// What it is.
    pub trigger: Trigger,
    /// Whether it takes the place of a trigger of that name.
    pub replaces: bool,
}

impl AddTrigger {
    /// PostgreSQL has no OR REPLACE for constraint triggers.
    fn drops_first(&self) -> bool {
        self.replaces && definition_text::is_constraint_trigger(&self.trigger.definition)
    }
}

impl Kind for AddTrigger {
    fn title(&self) -> String {
        let verb = if self.replaces { "replace" } else { "create" };
        format!("{verb} trigger {} of {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let Trigger { definition, state, comment } = &self.trigger;
        if self.drops_first() {
            push!(sql, "DROP TRIGGER {} ON {};\n{definition};", self.name, self.table);
        } else if self.replaces {
            push!(sql, "{};", definition_text::or_replace(definition));
        } else {
            push!(sql, "{definition};");
        }
        let word = match state {
            TriggerState::Enabled if !self.replaces => None,
            TriggerState::Enabled => Some("ENABLE"),
            TriggerState::Disabled => Some("DISABLE"),
            TriggerState::Replica => Some("ENABLE REPLICA"),
            TriggerState::Always => Some("ENABLE ALWAYS"),
        };
        if let Some(word) = word {
            push!(sql, "\nALTER TABLE {} {word} TRIGGER {};", self.table, self.name);
        }
        if comment.is_some() || self.replaces {
            let comment = comment.as_deref().map_or("NULL".to_owned(), literal);
            push!(sql, "\nCOMMENT ON TRIGGER {} ON {} IS {comment};", self.name, self.table);
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        let mode = if self.drops_first() { LockMode::AccessExclusive } else { LockMode::ShareRowExclusive };
        Effects::lock(&self.table, mode)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::NamedTrigger {
            table: self.table.clone(),
            name: self.name.clone(),
            events: definition_text::trigger_type(&self.trigger.definition),
            state: self.trigger.state,
            comment: self.trigger.comment.clone(),
        }
    }
}
