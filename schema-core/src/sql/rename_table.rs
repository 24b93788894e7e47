use super::{Kind, Postcondition, push};
use crate::effects::Effects;
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... RENAME TO`: whoever asks for the old name fails from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTable {
    /// The old name.
    pub from: QualifiedName,
    /// The new name, in the same namespace.
    pub to: Ident,
}

impl Kind for RenameTable {
    fn title(&self) -> String {
        format!("rename table {} to {}", self.from, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    RENAME TO {};", self.from, self.to);
    }

    fn effects(&self, _major: u16) -> Effects {
        Effects::lock(&self.from, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Table { name: self.from.sibling(&self.to), exists: true }
    }
}
