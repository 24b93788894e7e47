use super::{Kind, Postcondition, push};
use crate::effects::Effects;
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER INDEX ... RENAME`: locks the index alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameIndex {
    /// The table.
    pub table: QualifiedName,
    /// The old name.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
}

impl Kind for RenameIndex {
    fn title(&self) -> String {
        format!("rename index {} of {} to {}", self.from, self.table, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER INDEX {}\n    RENAME TO {};", self.table.sibling(&self.from), self.to);
    }

    fn effects(&self, _major: u16) -> Effects {
        Effects::lock(&self.table.sibling(&self.from), LockMode::ShareUpdateExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexAbsent { name: self.table.sibling(&self.from) }
    }
}
