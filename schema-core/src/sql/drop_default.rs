use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... DROP DEFAULT`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropDefault {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
}

impl Kind for DropDefault {
    fn title(&self) -> String {
        format!("drop the default of {} of {}", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER COLUMN {} DROP DEFAULT;", self.table, self.column);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Default { table: self.table.clone(), column: self.column.clone(), exists: false }
    }
}
