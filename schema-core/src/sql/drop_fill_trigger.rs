use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `DROP TRIGGER` of [`super::CreateFillTrigger`], and `DROP FUNCTION`: from then on a row without a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropFillTrigger {
    /// The table.
    pub table: QualifiedName,
    /// The trigger's name, which is the function's.
    pub name: Ident,
    /// The column.
    pub column: Ident,
}

impl Kind for DropFillTrigger {
    fn title(&self) -> String {
        format!("have rows of {} that are written without {} filled no more", self.table, self.column)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP TRIGGER {} ON {};\n", self.name, self.table);
        push!(sql, "DROP FUNCTION {}();", self.table.sibling(&self.name));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Trigger { table: self.table.clone(), name: self.name.clone(), events: None }
    }
}
