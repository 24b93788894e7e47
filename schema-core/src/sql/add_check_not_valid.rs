use super::definition::{check_definition, not_valid, not_yet};
use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Check;

/// `ALTER TABLE ... ADD CONSTRAINT ... CHECK (...) NOT VALID`: new rows are checked, old ones are not read.
///
/// Not harmless where an old row violates it: every UPDATE of that row then fails, whatever column it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckNotValid {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The constraint.
    pub check: Check,
}

impl Kind for AddCheckNotValid {
    fn title(&self) -> String {
        format!("add check {} to {}, {}", self.name, self.table, not_yet(self.check.validity))
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    ADD CONSTRAINT {}\n    {}\n    {};",
            self.table,
            self.name,
            check_definition(&self.check),
            not_valid(self.check.validity)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: 'c',
            validated: false,
            definition: None,
        }
    }
}
