use super::{Kind, Postcondition, default_expression, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... SET DEFAULT`. Rows that are there keep what they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetDefault {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// The default, as SQL.
    pub default: String,
}

impl Kind for SetDefault {
    fn title(&self) -> String {
        format!("set the default of {} of {}", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    ALTER COLUMN {} SET DEFAULT {};",
            self.table,
            self.column,
            default_expression(&self.default)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        if self.default.to_ascii_lowercase().contains("null") {
            // For a default that is NULL, however it is written, PostgreSQL keeps no row in pg_attrdef.
            return Postcondition::Nothing;
        }
        Postcondition::Default { table: self.table.clone(), column: self.column.clone(), exists: true }
    }
}
