use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER INDEX ... RENAME`: locks the index alone. A constraint that rests on it is renamed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameIndex {
    /// The table.
    pub table: QualifiedName,
    /// The old name.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
    /// Whether it is the part that a partition has of an index: nobody has said its name, so it may have another one, which
    /// it then keeps.
    pub is_part: bool,
}

impl Kind for RenameIndex {
    fn title(&self) -> String {
        format!("rename index {} of {} to {}", self.from, self.table, self.to)
    }

    fn write(&self, sql: &mut String) {
        let if_exists = if self.is_part { "IF EXISTS " } else { "" };
        push!(sql, "ALTER INDEX {if_exists}{}\n    RENAME TO {};", self.table.sibling(&self.from), self.to);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table.sibling(&self.from), LockMode::ShareUpdateExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::IndexAbsent { name: self.table.sibling(&self.from) }
    }
}
