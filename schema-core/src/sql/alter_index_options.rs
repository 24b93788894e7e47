use crate::model::StorageParameters;

use super::definition::altered_parameters;
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER INDEX ... SET (...)` and `RESET (...)`: storage parameters. Pages that are there stay as they are.
///
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-STORAGE-PARAMETERS>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterIndexOptions {
    /// The table.
    pub table: QualifiedName,
    /// The index's name, or that of the constraint that it backs.
    pub name: Ident,
    /// Those that it has.
    pub from: StorageParameters,
    /// Those that it is to have.
    pub to: StorageParameters,
}

/// Those that PostgreSQL changes under SHARE UPDATE EXCLUSIVE; all others keep queries of the table waiting.
const ONLINE: [&str; 2] = ["fillfactor", "deduplicate_items"];

impl Kind for AlterIndexOptions {
    fn title(&self) -> String {
        format!("change storage parameters of index {} of {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER INDEX {}\n   {};", self.table.sibling(&self.name), altered_parameters(&self.from, &self.to));
    }

    fn effects(&self, _major: &Major) -> Effects {
        let mut altered =
            self.from.names().chain(self.to.names()).filter(|name| self.from.get(name) != self.to.get(name));
        let is_online = altered.all(|name| ONLINE.contains(&name));
        let mode = if is_online { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive };
        Effects::lock(&self.table.sibling(&self.name), mode)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::StorageParameters { relation: self.table.sibling(&self.name), options: self.to.clone() }
    }
}
