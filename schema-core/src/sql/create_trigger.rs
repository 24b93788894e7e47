use super::{Kind, Postcondition, push, trigger_function};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Invariant;

/// `CREATE TRIGGER` of an invariant: rows that are there are not read, rows that change from then on are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTrigger {
    /// The table.
    pub table: QualifiedName,
    /// The invariant's name, which is the trigger's and its function's.
    pub name: Ident,
    /// What the trigger holds.
    pub invariant: Invariant,
    /// Whether it takes the place of a trigger of that name.
    pub replaces: bool,
}

impl Kind for CreateTrigger {
    fn title(&self) -> String {
        let verb = if self.replaces { "replace" } else { "create" };
        format!("{verb} trigger {} of {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let or_replace = if self.replaces { "OR REPLACE " } else { "" };
        push!(
            sql,
            "CREATE {or_replace}TRIGGER {}\n    AFTER {} ON {}\n    FOR EACH ROW EXECUTE FUNCTION {}();",
            self.name,
            trigger_function::events(&self.invariant).0,
            self.table,
            self.table.sibling(&self.name)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::ShareRowExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Trigger {
            table: self.table.clone(),
            name: self.name.clone(),
            events: Some(trigger_function::events(&self.invariant).1),
        }
    }
}
