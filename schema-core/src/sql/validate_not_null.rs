use super::add_not_null_not_valid::not_null;
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... VALIDATE CONSTRAINT` of a NOT NULL, from PostgreSQL 18: reads every row while others go on reading and
/// writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidateNotNull {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// The constraint's name.
    pub name: Ident,
}

impl Kind for ValidateNotNull {
    fn title(&self) -> String {
        format!("validate NOT NULL of {} of {}", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    VALIDATE CONSTRAINT {};", self.table, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::ShareUpdateExclusive).and_scan(&self.table)
    }

    fn postcondition(&self) -> Postcondition {
        not_null(&self.table, &self.name, true)
    }
}
