use super::definition::check_definition;
use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::model::Check;

/// `ALTER DOMAIN ... ADD CONSTRAINT ... NOT VALID`: for new values only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddDomainCheck {
    /// The domain.
    pub domain: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The condition.
    pub check: Check,
}

impl Kind for AddDomainCheck {
    fn title(&self) -> String {
        format!("add check {} of domain {}, not yet valid", self.name, self.domain)
    }

    fn write(&self, sql: &mut String) {
        let AddDomainCheck { domain, name, check } = self;
        push!(sql, "ALTER DOMAIN {domain}\n    ADD CONSTRAINT {name} {} NOT VALID;", check_definition(check));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::DomainCheck { domain: self.domain.clone(), name: self.name.clone(), is: Some(false) }.into()
    }
}
