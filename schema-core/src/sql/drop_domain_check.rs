use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};

/// `ALTER DOMAIN ... DROP CONSTRAINT`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropDomainCheck {
    /// The domain.
    pub domain: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
}

impl Kind for DropDomainCheck {
    fn title(&self) -> String {
        format!("drop check {} of domain {}", self.name, self.domain)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER DOMAIN {}\n    DROP CONSTRAINT {};", self.domain, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::DomainCheck { domain: self.domain.clone(), name: self.name.clone(), is: None }.into()
    }
}
