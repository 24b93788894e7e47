use super::{Kind, ObjectFact, Postcondition, default_expression, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY`: the values stay, the sequence goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropIdentity {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// The sequence.
    pub sequence: QualifiedName,
    /// The default that comes in the same moment.
    pub default: Option<String>,
}

impl Kind for DropIdentity {
    fn title(&self) -> String {
        format!("make {} of {} a plain column", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER COLUMN {} DROP IDENTITY", self.table, self.column);
        if let Some(default) = &self.default {
            push!(sql, ",\n    ALTER COLUMN {} SET DEFAULT {}", self.column, default_expression(default));
        }
        sql.push(';');
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive).and_lock(&self.sequence, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Identity { table: self.table.clone(), column: self.column.clone(), is: None }.into()
    }
}
