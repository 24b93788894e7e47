use crate::model::StorageParameters;

use super::definition::altered_parameters;
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... SET (...), RESET (...)`: storage parameters. Rows that are there stay as they are.
///
/// <https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterTableOptions {
    /// The table.
    pub table: QualifiedName,
    /// Those that it has.
    pub from: StorageParameters,
    /// Those that it is to have.
    pub to: StorageParameters,
}

impl Kind for AlterTableOptions {
    fn title(&self) -> String {
        format!("change storage parameters of {}", self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n   {};", self.table, altered_parameters(&self.from, &self.to));
    }

    fn effects(&self, _major: &Major) -> Effects {
        let is_altered = |name: &str| self.from.get(name) != self.to.get(name);
        let mode =
            if is_altered("user_catalog_table") { LockMode::AccessExclusive } else { LockMode::ShareUpdateExclusive };
        Effects::lock(&self.table, mode)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::StorageParameters { relation: self.table.clone(), options: self.to.clone() }
    }
}
