use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::Ident;

/// `DROP EXTENSION`. PostgreSQL refuses it while something else depends on the extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropExtension {
    /// Its name.
    pub name: Ident,
}

impl Kind for DropExtension {
    fn title(&self) -> String {
        format!("drop extension {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP EXTENSION {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Extension { name: self.name.clone(), exists: false }
    }
}
