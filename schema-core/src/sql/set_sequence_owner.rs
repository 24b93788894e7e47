use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER SEQUENCE ... OWNED BY`: the sequence goes when the column goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetSequenceOwner {
    /// The sequence.
    pub name: QualifiedName,
    /// The table and the column; nothing for none.
    pub owner: Option<(QualifiedName, Ident)>,
}

impl Kind for SetSequenceOwner {
    fn title(&self) -> String {
        match &self.owner {
            Some((table, column)) => format!("have sequence {} go with {table}.{column}", self.name),
            None => format!("have sequence {} stay by itself", self.name),
        }
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER SEQUENCE {}\n    OWNED BY ", self.name);
        match &self.owner {
            Some((table, column)) => push!(sql, "{table}.{column};"),
            None => sql.push_str("NONE;"),
        }
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked = Effects::lock(&self.name, LockMode::ShareRowExclusive);
        match &self.owner {
            Some((table, _)) => locked.and_lock(table, LockMode::AccessShare),
            None => locked,
        }
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::SequenceOwner { name: self.name.clone(), owner: self.owner.clone() }.into()
    }
}
