use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;

/// `DROP FUNCTION` of an invariant whose trigger is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropTriggerFunction {
    /// The function's name.
    pub name: QualifiedName,
}

impl Kind for DropTriggerFunction {
    fn title(&self) -> String {
        format!("drop trigger function {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP FUNCTION {}();", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Function { name: self.name.clone(), is: None }
    }
}
