use super::{Kind, ObjectFact, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION`: a stored generated column keeps its values, and is a plain one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropExpression {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
}

impl Kind for DropExpression {
    fn title(&self) -> String {
        format!("compute {} of {} no more", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(sql, "ALTER TABLE {}\n    ALTER COLUMN {} DROP EXPRESSION;", self.table, self.column);
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        ObjectFact::Generated { table: self.table.clone(), column: self.column.clone(), stored: None }.into()
    }
}
