use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `DROP SEQUENCE`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropSequence {
    /// Its name.
    pub name: QualifiedName,
}

impl Kind for DropSequence {
    fn title(&self) -> String {
        format!("drop sequence {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP SEQUENCE {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Sequence { name: self.name.clone(), is: None }.into()
    }
}
