use super::{Kind, Postcondition, definition_text, is_row_trigger, literal, push};
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
    /// Whose place it takes.
    pub replaces: ReplacedTrigger,
}

/// What a trigger takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplacedTrigger {
    /// Nothing has its name.
    Nothing,
    /// A trigger that OR REPLACE makes the new one of.
    Plain,
    /// A trigger that is dropped before: PostgreSQL has no OR REPLACE where one of the two is a constraint trigger; and
    /// where one that fires for each row of a partitioned table gives way to one that fires for each statement, it would
    /// leave the partitions' copies of it behind.
    Dropped,
}

impl ReplacedTrigger {
    /// Returns how one definition takes the place of another, on a partitioned table or a plain one.
    pub fn of(from: &str, to: &str, is_partitioned: bool) -> ReplacedTrigger {
        let is_constraint = [from, to].into_iter().any(definition_text::is_constraint_trigger);
        let leaves_copies = is_partitioned && is_row_trigger(from) && !is_row_trigger(to);
        if is_constraint || leaves_copies { ReplacedTrigger::Dropped } else { ReplacedTrigger::Plain }
    }
}

impl AddTrigger {
    fn replaces_any(&self) -> bool {
        self.replaces != ReplacedTrigger::Nothing
    }
}

impl Kind for AddTrigger {
    fn title(&self) -> String {
        let verb = if self.replaces_any() { "replace" } else { "create" };
        format!("{verb} trigger {} of {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let Trigger { definition, state, comment } = &self.trigger;
        match self.replaces {
            ReplacedTrigger::Nothing => push!(sql, "{definition};"),
            ReplacedTrigger::Plain => push!(sql, "{};", definition_text::or_replace(definition)),
            ReplacedTrigger::Dropped => push!(sql, "DROP TRIGGER {} ON {};\n{definition};", self.name, self.table),
        }
        let word = match state {
            TriggerState::Enabled if !self.replaces_any() => None,
            TriggerState::Enabled => Some("ENABLE"),
            TriggerState::Disabled => Some("DISABLE"),
            TriggerState::Replica => Some("ENABLE REPLICA"),
            TriggerState::Always => Some("ENABLE ALWAYS"),
        };
        if let Some(word) = word {
            push!(sql, "\nALTER TABLE {} {word} TRIGGER {};", self.table, self.name);
        }
        if comment.is_some() || self.replaces_any() {
            let comment = comment.as_deref().map_or("NULL".to_owned(), literal);
            push!(sql, "\nCOMMENT ON TRIGGER {} ON {} IS {comment};", self.name, self.table);
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        let mode = match self.replaces {
            ReplacedTrigger::Dropped => LockMode::AccessExclusive,
            ReplacedTrigger::Nothing | ReplacedTrigger::Plain => LockMode::ShareRowExclusive,
        };
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
