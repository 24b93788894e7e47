use super::{Kind, Postcondition, column_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::Column;

/// `ALTER TABLE ... ADD COLUMN`. With no default, or one that PostgreSQL evaluates once, it neither scans nor rewrites; the
/// values of an identity column, of a stored generated one, or of a domain with constraints are written into every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddColumn {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Column,
    /// Whether PostgreSQL writes a value into every row: the column is an identity column, a stored generated one, or of a
    /// domain with constraints.
    pub writes_rows: bool,
}

impl Kind for AddColumn {
    fn title(&self) -> String {
        format!("add column {} to {}", self.column.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ADD COLUMN {};", self.table, column_definition(&self.table, &self.column));
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked = Effects::lock(&self.table, LockMode::AccessExclusive);
        if self.writes_rows { locked.and_scan(&self.table).and_rewrite(&self.table) } else { locked }
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Column { table: self.table.clone(), name: self.column.name.clone(), exists: true }
    }
}
