use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `DROP TABLE`. The planner drops foreign keys from and to it before, so that it locks no other table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropTable {
    /// Its name.
    pub name: QualifiedName,
}

impl Kind for DropTable {
    fn title(&self) -> String {
        format!("drop table {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP TABLE {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.name, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Table { name: self.name.clone(), exists: false }
    }
}
