use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TYPE ... RENAME ATTRIBUTE`. Rows of tables with a column of the type stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameAttribute {
    /// The type.
    pub name: QualifiedName,
    /// The old name.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
}

impl Kind for RenameAttribute {
    fn title(&self) -> String {
        format!("rename attribute {} of {} to {}", self.from, self.name, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TYPE {}\n    RENAME ATTRIBUTE {} TO {};", self.name, self.from, self.to);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Column { table: self.name.clone(), name: self.to.clone(), exists: true }
    }
}
