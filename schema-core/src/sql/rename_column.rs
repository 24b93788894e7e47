use super::{CreateTriggerFunction, Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... RENAME COLUMN`: whoever asks for the old name fails from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameColumn {
    /// The table.
    pub table: QualifiedName,
    /// The old name.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
    /// The functions of invariants that name it, as they are then: in one transaction with the rename, for PostgreSQL keeps
    /// the text of a function, and a trigger that asks for the old name fails.
    pub functions: Vec<CreateTriggerFunction>,
}

impl Kind for RenameColumn {
    fn title(&self) -> String {
        format!("rename column {} of {} to {}", self.from, self.table, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    RENAME COLUMN {} TO {};", self.table, self.from, self.to);
        for function in &self.functions {
            sql.push('\n');
            function.write(sql);
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Column { table: self.table.clone(), name: self.to.clone(), exists: true }
    }
}
