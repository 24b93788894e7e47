use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::Ident;

/// `DROP SCHEMA`, which PostgreSQL refuses while anything stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropNamespace {
    /// Its name.
    pub name: Ident,
}

impl Kind for DropNamespace {
    fn title(&self) -> String {
        format!("drop schema {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "DROP SCHEMA {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Namespace { name: self.name.clone(), exists: false }.into()
    }
}
