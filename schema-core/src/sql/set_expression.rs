use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;
use crate::model::Generated;

/// `ALTER TABLE ... ALTER COLUMN ... SET EXPRESSION`, from PostgreSQL 17: every stored value is computed anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetExpression {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// What it is to be; as stored, or as virtual, as it was before.
    pub generated: Generated,
}

impl Kind for SetExpression {
    fn title(&self) -> String {
        format!("compute {} of {} otherwise", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    ALTER COLUMN {} SET EXPRESSION AS ({});",
            self.table,
            self.column,
            self.generated.expression.sql
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked = Effects::lock(&self.table, LockMode::AccessExclusive);
        if self.generated.stored { locked.and_scan(&self.table).and_rewrite(&self.table) } else { locked }
    }

    fn postcondition(&self) -> Postcondition {
        // Which expression it is, only a server can compare.
        Postcondition::Nothing
    }
}
