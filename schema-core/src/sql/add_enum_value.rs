use super::{Kind, ObjectFact, Postcondition, literal, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;

/// `ALTER TYPE ... ADD VALUE`. PostgreSQL lets nobody use the value before the transaction has committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddEnumValue {
    /// The enum.
    pub name: QualifiedName,
    /// The label.
    pub label: String,
    /// Where it stands among the others.
    pub place: LabelPlace,
}

/// Where a new label of an enum stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// Behind all others.
    Last,
    /// Before this one.
    Before(String),
    /// Behind this one.
    After(String),
}

impl Kind for AddEnumValue {
    fn title(&self) -> String {
        format!("add value {} to {}", literal(&self.label), self.name)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TYPE {} ADD VALUE {}", self.name, literal(&self.label));
        match &self.place {
            LabelPlace::Last => {}
            LabelPlace::Before(other) => push!(sql, " BEFORE {}", literal(other)),
            LabelPlace::After(other) => push!(sql, " AFTER {}", literal(other)),
        }
        sql.push(';');
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::none()
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::EnumLabel { name: self.name.clone(), label: self.label.clone() }.into()
    }
}
