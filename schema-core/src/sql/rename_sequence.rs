use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER SEQUENCE ... RENAME TO`: defaults and identity columns that take numbers from it go on doing so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameSequence {
    /// The old name.
    pub from: QualifiedName,
    /// The new name, in the same namespace.
    pub to: Ident,
}

impl Kind for RenameSequence {
    fn title(&self) -> String {
        format!("rename sequence {} to {}", self.from, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER SEQUENCE {}\n    RENAME TO {};", self.from, self.to);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.from, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::SequenceName { name: self.from.sibling(&self.to) }.into()
    }
}
