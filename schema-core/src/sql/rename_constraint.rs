use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... RENAME CONSTRAINT`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameConstraint {
    /// The table.
    pub table: QualifiedName,
    /// The old name.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
    /// Whether it is a CHECK, which has the same name in all partitions.
    pub is_check: bool,
}

impl Kind for RenameConstraint {
    fn title(&self) -> String {
        format!("rename constraint {} of {} to {}", self.from, self.table, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    RENAME CONSTRAINT {} TO {};", self.table, self.from, self.to);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintAbsent { table: self.table.clone(), name: self.from.clone() }
    }
}
