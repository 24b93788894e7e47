use super::{Kind, ObjectFact, Postcondition, column_definition, push};
use crate::effects::{Effects, Major};
use crate::ident::QualifiedName;
use crate::lock_mode::LockMode;
use crate::model::Column;

/// `ALTER TABLE ... DROP COLUMN, ADD COLUMN` of one name: the column becomes a generated one, behind all others, and nobody
/// sees the table without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplaceColumn {
    /// The table.
    pub table: QualifiedName,
    /// The new column, a generated one.
    pub column: Column,
    /// Whether the old one was stored, if it was a generated one.
    pub was_stored: Option<bool>,
    /// Whether PostgreSQL reads every row of a column that it does not store: it is NOT NULL.
    pub proves_rows: bool,
}

impl ReplaceColumn {
    fn stored(&self) -> Option<bool> {
        self.column.generated.as_ref().map(|generated| generated.stored)
    }
}

impl Kind for ReplaceColumn {
    fn title(&self) -> String {
        let kind = if self.stored() == Some(true) { "stored" } else { "virtual" };
        format!("replace column {} of {} by a {kind} generated one", self.column.name, self.table)
    }

    fn write(&self, sql: &mut String) {
        let (table, column) = (&self.table, &self.column);
        push!(
            sql,
            "ALTER TABLE {table}\n    DROP COLUMN {},\n    ADD COLUMN {};",
            column.name,
            column_definition(table, column)
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        let locked = Effects::lock(&self.table, LockMode::AccessExclusive);
        match self.stored() {
            Some(true) => locked.and_scan(&self.table).and_rewrite(&self.table),
            _ if self.proves_rows => locked.and_scan(&self.table),
            _ => locked,
        }
    }

    fn postcondition(&self) -> Postcondition {
        let stored = self.stored();
        if stored == self.was_stored {
            // Which expression it is, only a server can compare.
            return Postcondition::Nothing;
        }
        ObjectFact::Generated { table: self.table.clone(), column: self.column.name.clone(), stored }.into()
    }
}
