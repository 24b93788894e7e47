use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::Ident;
use crate::model::Extension;

/// `CREATE EXTENSION`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateExtension {
    /// Its name.
    pub name: Ident,
    /// Where its objects go.
    pub extension: Extension,
}

impl Kind for CreateExtension {
    fn title(&self) -> String {
        format!("create extension {}", self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "CREATE EXTENSION {} WITH SCHEMA {};", self.name, self.extension.namespace);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        Postcondition::Extension { name: self.name.clone(), exists: true }
    }
}
