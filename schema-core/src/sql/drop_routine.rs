use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::model::RoutineName;

/// `DROP ROUTINE`: refused by PostgreSQL while a trigger, default or constraint calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropRoutine {
    /// Its name and arguments.
    pub name: RoutineName,
}

impl Kind for DropRoutine {
    fn title(&self) -> String {
        format!("drop routine {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP ROUTINE {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Routine { name: self.name.clone(), exists: false, body: None, comment: None }
    }
}
