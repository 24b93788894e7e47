use super::{Kind, Postcondition, push};
use crate::effects::{Effects, Major};
use crate::ident::{Ident, QualifiedName};
use crate::lock_mode::LockMode;

/// `ALTER TABLE ... ADD CONSTRAINT ... NOT NULL ... NOT VALID`, from PostgreSQL 18: new rows must have a value, old ones are
/// not read.
///
/// <https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddNotNullNotValid {
    /// The table.
    pub table: QualifiedName,
    /// The column.
    pub column: Ident,
    /// The constraint's name.
    pub name: Ident,
}

impl Kind for AddNotNullNotValid {
    fn title(&self) -> String {
        format!("add NOT NULL of {} to {}, not yet valid", self.column, self.table)
    }

    fn write(&self, sql: &mut String) {
        push!(
            sql,
            "ALTER TABLE {}\n    ADD CONSTRAINT {}\n    NOT NULL {}\n    NOT VALID;",
            self.table,
            self.name,
            self.column
        );
    }

    fn effects(&self, _major: &Major) -> Effects {
        Effects::lock(&self.table, LockMode::AccessExclusive)
    }

    fn postcondition(&self) -> Postcondition {
        not_null(&self.table, &self.name, false)
    }
}

/// The NOT NULL of this name is there.
pub(super) fn not_null(table: &QualifiedName, name: &Ident, validated: bool) -> Postcondition {
    Postcondition::ConstraintExists {
        table: table.clone(),
        name: name.clone(),
        contype: 'n',
        validated,
        definition: None,
    }
}
