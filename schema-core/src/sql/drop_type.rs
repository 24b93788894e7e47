use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `DROP TYPE`, of a domain too, which PostgreSQL refuses while anything is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropType {
    /// Its name.
    pub name: QualifiedName,
    /// Whether it is a composite type, whose attributes a relation of its own holds.
    pub is_composite: bool,
}

impl Kind for DropType {
    fn title(&self) -> String {
        format!("drop type {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP TYPE {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        if self.is_composite { Effects::lock(&self.name, LockMode::AccessExclusive) } else { Effects::none() }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Type { name: self.name.clone(), exists: false }.into()
    }
}
