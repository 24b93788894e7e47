use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... DROP NOT NULL`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropNotNull {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
}

impl Kind for DropNotNull {
    fn title(&self) -> String {
        format!("let {} of {} be null", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER COLUMN {} DROP NOT NULL;", self.table, self.column);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::NotNull { table: self.table.clone(), column: self.column.clone(), not_null: false }
    }
}
