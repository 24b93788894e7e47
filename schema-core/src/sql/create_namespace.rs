use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::Ident;

/// `CREATE SCHEMA`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateNamespace {
    /// Its name.
    pub name: Ident,
}

impl Kind for CreateNamespace {
    fn title(&self) -> String {
        format!("create schema {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "CREATE SCHEMA {};", self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Namespace { name: self.name.clone(), exists: true }.into()
    }
}
