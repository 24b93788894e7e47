use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... DROP CONSTRAINT`. Of a foreign key it locks the referenced table as strongly as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropConstraint {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The table that a foreign key refers to; nothing for another constraint.
    pub references: Option<QualifiedName>,
}

impl Kind for DropConstraint {
    fn title(&self) -> String {
        let kind = if self.references.is_some() { "foreign key" } else { "constraint" };
        format!("drop {kind} {} of {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    DROP CONSTRAINT {};", self.table, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let effects = Effects::lock(&self.table, LockMode::AccessExclusive);
        match &self.references {
            Some(references) => effects.and_lock(references, LockMode::AccessExclusive),
            None => effects,
        }
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintAbsent { table: self.table.clone(), name: self.name.clone() }
    }
}
