use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TYPE ... RENAME TO`, of a domain too: columns, attributes and expressions of the type go on with it, and its array
/// type follows. Whoever asks for the old name fails from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameType {
    /// The old name.
    pub from: QualifiedName,
    /// The new name, in the same namespace.
    pub to: Ident,
    /// Whether it is a composite type, whose attributes a relation of its own holds.
    pub is_composite: bool,
}

impl Kind for RenameType {
    fn title(&self) -> String {
        format!("rename type {} to {}", self.from, self.to)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TYPE {}\n    RENAME TO {};", self.from, self.to);
    }

    fn effects(&self, _major: &Major) -> Effects {
        if self.is_composite { Effects::lock(&self.from, LockMode::AccessExclusive) } else { Effects::none() }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Type { name: self.from.sibling(&self.to), exists: true }.into()
    }
}
