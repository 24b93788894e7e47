use super::{Kind, Postcondition, push, trigger_function};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::model::Invariant;

/// `CREATE FUNCTION` of an invariant's trigger, callable by nobody but triggers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTriggerFunction {
    /// The table whose rows the invariant is about.
    pub table: QualifiedName,
    /// The invariant's name, which is the function's.
    pub name: Ident,
    /// What the function holds.
    pub invariant: Invariant,
    /// Whether it takes the place of a function of that name: from one moment to the next, also for triggers in use.
    pub replaces: bool,
}

impl Kind for CreateTriggerFunction {
    fn title(&self) -> String {
        let verb = if self.replaces { "replace" } else { "create" };
        format!("{verb} trigger function {}", self.table.sibling(&self.name))
    }

    fn write(&self, sql: &mut String) {
        let function = self.table.sibling(&self.name);
        let or_replace = if self.replaces { "OR REPLACE " } else { "" };
        let definition = trigger_function::definition(&self.table, &self.invariant);
        push!(sql, "CREATE {or_replace}FUNCTION {function}() {definition};");
        push!(sql, "\nREVOKE ALL ON FUNCTION {function}() FROM PUBLIC;");
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Function {
            name: self.table.sibling(&self.name),
            is: Some(trigger_function::facts(&self.table, &self.invariant)),
        }
    }
}
