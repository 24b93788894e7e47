use std::collections::BTreeSet;

use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER DOMAIN ... VALIDATE CONSTRAINT`: reads every table with a column of the domain, and keeps its writers out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidateDomainCheck {
    /// The domain.
    pub domain: QualifiedName,
    /// The constraint's name.
    pub name: Ident,
    /// The tables with a column of the domain.
    pub tables: BTreeSet<QualifiedName>,
}

impl Kind for ValidateDomainCheck {
    fn title(&self) -> String {
        format!("validate check {} of domain {}", self.name, self.domain)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER DOMAIN {}\n    VALIDATE CONSTRAINT {};", self.domain, self.name);
    }

    fn effects(&self, _major: &Major) -> Effects {
        self.tables
            .iter()
            .fold(Effects::none(), |effects, table| effects.and_lock(table, LockMode::Share).and_scan(table))
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::DomainCheck { domain: self.domain.clone(), name: self.name.clone(), is: Some(true) }.into()
    }
}
