use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `DROP TRIGGER`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropTrigger {
    /// The table.
    pub table: QualifiedName,
    /// The trigger's name.
    pub name: Ident,
    /// Whether it fires once a statement: partitions have no part in that.
    pub is_of_statement: bool,
}

impl Kind for DropTrigger {
    fn title(&self) -> String {
        format!("drop trigger {} of {}", self.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP TRIGGER {} ON {};", self.name, self.table);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Trigger { table: self.table.clone(), name: self.name.clone(), events: None }
    }
}
