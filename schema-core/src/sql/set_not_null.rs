use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... SET NOT NULL`, where a validated CHECK has proven it: PostgreSQL then scans nothing.
///
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetNotNull {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
}

impl Kind for SetNotNull {
    fn title(&self) -> String {
        format!("set {} of {} not null, as its validated check proves", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER COLUMN {} SET NOT NULL;", self.table, self.column);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::NotNull { table: self.table.clone(), column: self.column.clone(), not_null: true }
    }
}
