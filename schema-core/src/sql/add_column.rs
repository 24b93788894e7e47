use super::{Kind, Postcondition, column_definition, push};
use crate::effects::Effects;
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::Column;

/// `ALTER TABLE ... ADD COLUMN`, with no default or one that PostgreSQL evaluates once: neither scans nor rewrites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddColumn {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Column,
}

impl Kind for AddColumn {
    fn title(&self) -> String {
        format!("add column {} to {}", self.column.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ADD COLUMN {};", self.table, column_definition(&self.column));
    }

    fn effects(&self, _major: u16) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Column { table: self.table.clone(), name: self.column.name.clone(), exists: true }
    }
}
