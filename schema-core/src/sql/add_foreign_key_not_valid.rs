use std::sync::Arc;

use super::definition::{not_valid, not_yet};
use super::{Kind, Postcondition, foreign_key_catalog_text, foreign_key_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::ForeignKey;

/// `ALTER TABLE ... ADD CONSTRAINT ... FOREIGN KEY ... NOT VALID`: new rows are checked, old ones are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddForeignKeyNotValid {
    /// The referencing table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The constraint.
    pub foreign_key: Arc<ForeignKey>,
}

impl Kind for AddForeignKeyNotValid {
    fn title(&self) -> String {
        format!("add foreign key {}, {}", self.name, not_yet(self.foreign_key.validity))
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    ADD CONSTRAINT {}\n    {}\n    {};",
            self.table,
            self.name,
            foreign_key_definition(&self.foreign_key),
            not_valid(self.foreign_key.validity)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::ShareRowExclusive)
            .and_lock(&self.foreign_key.references, LockMode::ShareRowExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: 'f',
            validated: false,
            definition: Some(foreign_key_catalog_text(&self.foreign_key)),
        }
    }
}
