use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};

/// `ALTER DOMAIN ... RENAME CONSTRAINT`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameDomainCheck {
    /// The domain.
    pub domain: QualifiedName,
    /// The old name.
    pub from: Ident,
    /// The new name.
    pub to: Ident,
}

impl Kind for RenameDomainCheck {
    fn title(&self) -> String {
        format!("rename check {} of domain {} to {}", self.from, self.domain, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER DOMAIN {}\n    RENAME CONSTRAINT {} TO {};", self.domain, self.from, self.to);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::DomainCheck { domain: self.domain.clone(), name: self.from.clone(), is: None }.into()
    }
}
