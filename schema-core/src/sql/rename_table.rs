use super::{CreateTriggerFunction, Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... RENAME TO`: whoever asks for the old name fails from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTable {
    /// The old name.
    pub from: QualifiedName,
    /// The new name, in the same namespace.
    pub to: Ident,
    /// The functions of invariants that name it, as they are then: in one transaction with the rename, for PostgreSQL keeps
    /// the text of a function, and a trigger that asks for the old name fails.
    pub functions: Vec<CreateTriggerFunction>,
}

impl Kind for RenameTable {
    fn title(&self) -> String {
        format!("rename table {} to {}", self.from, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    RENAME TO {};", self.from, self.to);
        for function in &self.functions {
            sql.push('\n');
            function.write(sql);
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.from, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Table { name: self.from.sibling(&self.to), exists: true }
    }
}
