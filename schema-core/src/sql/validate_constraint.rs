use std::sync::Arc;

use super::{Kind, Postcondition, foreign_key_catalog_text, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::ForeignKey;

/// `ALTER TABLE ... VALIDATE CONSTRAINT`: reads every row while others go on reading and writing.
///
/// In a transaction of its own: after ADD CONSTRAINT in the same one, the lock of ADD would be held through the scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidateConstraint {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The foreign key, or nothing for a CHECK.
    pub foreign_key: Option<Arc<ForeignKey>>,
}

impl Kind for ValidateConstraint {
    fn title(&self) -> String {
        let kind = if self.foreign_key.is_some() { "foreign key" } else { "check" };
        format!("validate {kind} {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    VALIDATE CONSTRAINT {};", self.table, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects = Effects::lock(&self.table, LockMode::ShareUpdateExclusive).and_scan(&self.table);
        match &self.foreign_key {
            Some(foreign_key) => {
                effects.and_lock(&foreign_key.references, LockMode::RowShare).and_scan(&foreign_key.references)
            }
            None => effects,
        }
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: if self.foreign_key.is_some() { 'f' } else { 'c' },
            validated: true,
            definition: self.foreign_key.as_deref().map(foreign_key_catalog_text),
        }
    }
}
