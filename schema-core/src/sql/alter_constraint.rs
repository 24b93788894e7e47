use std::sync::Arc;

use super::definition::foreign_key_catalog_text;
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Deferrable, ForeignKey};

/// `ALTER TABLE ... ALTER CONSTRAINT`: a foreign key is checked at another time. It reads no row, and does not lock the
/// referenced table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterConstraint {
    /// The referencing table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The constraint as it is to be.
    pub foreign_key: Arc<ForeignKey>,
}

impl AlterConstraint {
    fn when(&self) -> &'static str {
        match self.foreign_key.deferrable {
            Deferrable::Not => "NOT DEFERRABLE",
            Deferrable::InitiallyImmediate => "DEFERRABLE INITIALLY IMMEDIATE",
            Deferrable::InitiallyDeferred => "DEFERRABLE INITIALLY DEFERRED",
        }
    }
}

impl Kind for AlterConstraint {
    fn title(&self) -> String {
        format!("make foreign key {} of {} {}", self.name, self.table, self.when().to_lowercase())
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER CONSTRAINT {} {};", self.table, self.name, self.when());
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: 'f',
            validated: self.foreign_key.validity.is_valid(),
            definition: Some(foreign_key_catalog_text(&self.foreign_key)),
        }
    }
}
