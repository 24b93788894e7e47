use super::{Kind, ObjectFact, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;

/// `ALTER TYPE ... RENAME VALUE`: rows, defaults, CHECKs and predicates have the value by its number, and follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameEnumValue {
    /// The enum.
    pub name: QualifiedName,
    /// The old label.
    pub from: String,
    /// The new label.
    pub to: String,
}

impl Kind for RenameEnumValue {
    fn title(&self) -> String {
        format!("rename value {} of {} to {}", literal(&self.from), self.name, literal(&self.to))
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TYPE {}\n    RENAME VALUE {} TO {};", self.name, literal(&self.from), literal(&self.to));
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::EnumLabel { name: self.name.clone(), label: self.to.clone() }.into()
    }
}
