use super::{Kind, Postcondition, constraint_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::{Constraint, Exclusion};

/// `ALTER TABLE ... ADD CONSTRAINT ... EXCLUDE`: PostgreSQL builds the index while everybody waits. It has no online form:
/// no NOT VALID, and no USING INDEX.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddExclusion {
    /// The table.
    pub table: QualifiedName,
    /// The constraint's name; PostgreSQL gives it to the index too.
    pub name: Ident,
    /// The constraint.
    pub exclusion: Box<Exclusion>,
}

impl Kind for AddExclusion {
    fn title(&self) -> String {
        format!("add exclusion constraint {} to {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let definition = constraint_definition(&Constraint::Exclusion(self.exclusion.clone()));
        push!(sql, "ALTER TABLE {}\n    ADD CONSTRAINT {}\n    {definition};", self.table, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive).and_scan(&self.table)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::ConstraintExists {
            table: self.table.clone(),
            name: self.name.clone(),
            contype: 'x',
            validated: true,
            definition: None,
        }
    }
}
