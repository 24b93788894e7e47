use std::collections::BTreeSet;

use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;

/// `ALTER DOMAIN ... SET NOT NULL`, which reads every table with a column of the domain, or `DROP NOT NULL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetDomainNotNull {
    /// The domain.
    pub domain: QualifiedName,
    /// Whether a value must not be NULL.
    pub not_null: bool,
    /// The tables with a column of it.
    pub tables: BTreeSet<QualifiedName>,
}

impl Kind for SetDomainNotNull {
    fn title(&self) -> String {
        match self.not_null {
            true => format!("have domain {} take no NULL", self.domain),
            false => format!("have domain {} take NULL", self.domain),
        }
    }

    fn write(&self, sql: &mut String) {
        let action = if self.not_null { "SET" } else { "DROP" };
        push!(sql, "ALTER DOMAIN {}\n    {action} NOT NULL;", self.domain);
    }

    fn effects(&self, _major: &Major) -> Effects {
        let read = self.tables.iter().filter(|_| self.not_null);
        read.fold(Effects::none(), |effects, table| effects.and_lock(table, LockMode::Share).and_scan(table))
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::DomainNotNull { domain: self.domain.clone(), not_null: self.not_null }.into()
    }
}
